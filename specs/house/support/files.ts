/** The tree as the house rules see it: which files there are, their text and their syntax. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The project's root folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

/** One source file: its path from the root, with `/`, its text and its syntax tree. */
export type Source = {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

const parsed = new Map<string, Source>()

/** A source out of a path and a text: what the rules are tried on, and what they judge. */
export function source(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
}

/** Every code file under these folders, each read and parsed once. */
export function sourcesIn(...folders: string[]): readonly Source[] {
  return folders.flatMap(folder => pathsIn(folder).filter(isCode).map(read))
}

/** Every file under a folder, however deep, as paths from the root, sorted. */
export function pathsIn(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  const paths = names.map(name => posix.join(folder, name.split(sep).join('/')))
  return paths.filter(path => statSync(join(root, path)).isFile()).toSorted()
}

/** The text of a file, by its path from the root. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

function read(path: string): Source {
  const known = parsed.get(path) ?? source(path, textOf(path))
  parsed.set(path, known)
  return known
}

const isCode = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path)
