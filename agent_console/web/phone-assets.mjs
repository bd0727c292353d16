/** Puts the font and the icons of the simulator's phone page beside it, out of the packages the console is built from. */
import { copyFile, writeFile } from 'node:fs/promises'

const PAGE = new URL('../../channels/simulator/page/', import.meta.url)
const PACKAGES = new URL('node_modules/', import.meta.url)

/** One name here for one meaning on the page. */
const ICONS = {
  back: 'chevron-left',
  send: 'arrow-up',
  examples: 'lightbulb',
  sun: 'sun',
  moon: 'moon',
  building: 'building-complex',
  sending: 'clock-4',
  delivered: 'check-check',
  failed: 'circle-alert',
  down: 'arrow-down',
  messages: 'message-square',
  calls: 'phone',
  mail: 'mail',
  call: 'phone',
  incoming: 'phone-incoming',
  outgoing: 'phone-outgoing',
  missed: 'phone-missed',
  keypad: 'grip',
  speech: 'volume-2',
  'speech-off': 'volume-x',
  tones: 'music',
  mic: 'mic',
  photo: 'image-plus',
  attach: 'paperclip',
  reply: 'reply',
  write: 'square-pen',
  remove: 'x',
  file: 'file-text',
  next: 'chevron-right',
  less: 'chevron-down',
  person: 'user',
  inbox: 'inbox',
  sent: 'send',
  forward: 'arrow-right',
  earlier: 'arrow-left',
}

async function symbol(name, icon) {
  const { __iconData } = await import(new URL(`@lucide/vue/dist/esm/icons/${icon}.mjs`, PACKAGES))
  const shapes = __iconData.node.map(([tag, { key: _key, ...attributes }]) => {
    const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`)
    return `<${tag}${written.join('')}/>`
  })
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`
}

const symbols = await Promise.all(Object.entries(ICONS).map(([name, icon]) => symbol(name, icon)))
const picture = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`
await writeFile(new URL('icons.svg', PAGE), picture)
const font = new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', PACKAGES)
await copyFile(font, new URL('inter.woff2', PAGE))
