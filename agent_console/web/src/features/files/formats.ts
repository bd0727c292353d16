/** How files are named and measured for people. Pure. */

const STEP = 1024

/** 340 KB, 1.2 MB: two figures that matter, never bytes. */
export function sizeOf(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return ''
  const kilobytes = Math.max(1, Math.round(bytes / STEP))
  if (kilobytes < STEP) return `${kilobytes} KB`
  const megabytes = bytes / STEP / STEP
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
}

export type FileLook = 'picture' | 'sound' | 'film' | 'document' | 'sheet' | 'archive' | 'mail' | 'other'

const LOOKS: [look: FileLook, type: RegExp][] = [
  ['picture', /^image\//],
  ['sound', /^audio\//],
  ['film', /^video\//],
  ['document', /^application\/(pdf|msword|.*wordprocessingml.*)$|^text\//],
  ['sheet', /^application\/(vnd\.ms-excel|.*spreadsheetml.*)$/],
  ['archive', /zip|compressed|x-tar/],
  ['mail', /^message\//],
]
export function lookOf(contentType: string): FileLook {
  return LOOKS.find(([, type]) => type.test(contentType))?.[0] ?? 'other'
}

const TAKEN_WITH_TEXTS =
  /^(image\/(jpeg|png|gif|webp)|application\/pdf|audio\/|video\/|text\/(vcard|calendar)|application\/vnd\.openxmlformats)/
/** Whether carriers take such a file with a text; the server has the last word. */
export const goesWithText = (contentType: string): boolean => TAKEN_WITH_TEXTS.test(contentType)

/** A pasted picture has no name of its own that means anything; a time makes several of them tell apart. */
export function nameOfPasted(file: File, now: Date): string {
  if (!/^image\.\w+$/i.test(file.name)) return file.name
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  return `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${time}.${file.name.split('.').pop()}`
}

/** A tall or wide picture keeps its shape inside these bounds; an unknown one is taken for a square. */
export function fitted(width: number | null, height: number | null, most: { width: number; height: number }) {
  const [wide, high] = [width || most.height, height || most.height]
  const scale = Math.min(most.width / wide, most.height / high, 1)
  return { width: Math.max(40, Math.round(wide * scale)), height: Math.max(40, Math.round(high * scale)) }
}
