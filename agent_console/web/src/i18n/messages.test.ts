import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createI18n } from 'vue-i18n'
import { describe, expect, it } from 'vitest'
import commonEn from './en.json'
import commonHans from './zh-Hans.json'
import commonHant from './zh-Hant.json'

type Tree = { [key: string]: string | Tree }

/** The parts that travel apart: each a folder with one file for each language. */
const parts = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const wordsOf = (part: string, language: string): Tree =>
  JSON.parse(readFileSync(join(import.meta.dirname, part, `${language}.json`), 'utf8'))
const together = (common: Tree, language: string): Tree =>
  Object.assign({}, common, ...parts.map(({ name }) => wordsOf(name, language)))
const hant = together(commonHant, 'zh-Hant')
const hans = together(commonHans, 'zh-Hans')
const en = together(commonEn, 'en')

function flat(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key
    if (typeof value === 'string') found.set(here, value)
    else for (const [inner, words] of flat(value, here)) found.set(inner, words)
  }
  return found
}
const languages = { 'zh-Hant': flat(hant), 'zh-Hans': flat(hans), en: flat(en) }
const holes = (words: string) => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort()

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(vue|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : []
  })
}

describe('the words of the console', () => {
  it.each(['zh-Hans', 'en'] as const)('has the same keys in %s as in zh-Hant', (language) => {
    expect([...languages[language].keys()].sort()).toEqual([...languages['zh-Hant'].keys()].sort())
  })

  it.each(['zh-Hans', 'en'] as const)('fills the same blanks in %s as in zh-Hant', (language) => {
    for (const [key, words] of languages['zh-Hant'])
      expect([key, holes(languages[language].get(key)!)]).toEqual([key, holes(words)])
  })

  it('says nothing in two files: one would hide the other', () => {
    const keys = [commonEn, ...parts.map(({ name }) => wordsOf(name, 'en'))].flatMap((tree) => Object.keys(tree))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('leaves no word empty', () => {
    for (const words of Object.values(languages)) expect([...words].filter(([, text]) => !text.trim())).toEqual([])
  })

  it('has a word for every key that a screen names', () => {
    const named = /\bt\(\s*'([\w.-]+)'/g
    const keys = sources(join(import.meta.dirname, '..')).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(named)].map((match) => match[1]!),
    )
    expect(keys.length).toBeGreaterThan(200)
    expect(keys.filter((key) => !languages.en.has(key))).toEqual([])
  })

  it('writes Chinese with full-width marks', () => {
    const halfWidth = /[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/
    for (const language of ['zh-Hant', 'zh-Hans'] as const) {
      expect([...languages[language]].filter(([, words]) => halfWidth.test(words))).toEqual([])
    }
  })

  it('can be read by the message compiler', () => {
    const i18n = createI18n<false>({ legacy: false, locale: 'en', messages: {} })
    const say = i18n.global.t as (key: string, named: object, count: number) => string
    for (const [language, tree] of Object.entries({ 'zh-Hant': hant, 'zh-Hans': hans, en })) {
      i18n.global.setLocaleMessage(language, tree)
      i18n.global.locale.value = language
      for (const key of flat(tree).keys()) expect(say(key, {}, 1), key).not.toBe(key)
    }
    expect(say('gaps.askers', { count: 2 }, 2)).toBe('2 askers')
  })
})
