/** What must be said in words: what a file is for, and what each public name does. */
import type { PublicName } from '../support/doors.ts'
import type { Source } from '../support/files.ts'
import { type Finding, finding } from '../support/findings.ts'

/** Every file that does not open with a comment of a few words. */
export function silentFiles(files: readonly Source[]): Finding[] {
  return files
    .filter(file => wordsOf(opening(file.text)) < 3)
    .map(({ path }) => finding({ path, line: 1 }, 'does not say what it is for', openWithOne))
}

const openWithOne = 'Open it with a comment of one or two sentences: `/** … */`'

/** Every public name without a docstring where it is declared. */
export function silentNames(names: readonly PublicName[]): Finding[] {
  return names
    .filter(name => wordsOf(name.docs) < 2)
    .map(({ door, name, ...place }) => {
      const fix = 'Write above it what it does, in a line that a user would understand'
      return finding(place, `"${name}" leaves by ${door} without a docstring`, fix)
    })
}

/** The comment a file opens with, after its `#!` line if any; tools' directives say nothing. */
function opening(text: string): string {
  const start = text.replace(/^#!.*\n/, '').trimStart()
  const comment = /^\/\*[^]*?\*\/|^(\/\/.*\n?)+/.exec(start)?.[0] ?? ''
  return comment.replace(/@ts-\S+.*|(biome-ignore|oxlint-|eslint-).*/g, '')
}

const wordsOf = (text: string): number => text.match(/[\p{L}\d]+/gu)?.length ?? 0
