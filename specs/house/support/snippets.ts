/** The examples of the docs: every ts fence of a page, every @example of a public docstring. */
import ts from 'typescript'
import type { PublicName } from './doors.ts'
import { lineAt, walk } from './findings.ts'

/** An example: its code, where its first line stands, and the door it is about, if any. */
export type Snippet = {
  readonly path: string
  readonly line: number
  readonly code: string
  /** `no-check`: left alone; `no-run`: its types are checked and it is not run. */
  readonly marks: readonly string[]
  readonly door?: string
}

/** Every fence marked `ts` or `typescript` in a page of Markdown. */
export function snippetsOfPage(path: string, text: string): Snippet[] {
  return fencesIn(text).map(({ line, ...fence }) => ({ path, line: line + 1, ...fence }))
}

/** Every @example in the docstrings of a public name and of its members. */
export function snippetsOfName({ door, declarations, path }: PublicName): Snippet[] {
  return examplesOf(declarations).flatMap(({ text, line }) => {
    const fences = fencesIn(text)
    if (fences.length === 0) return [{ path, line, code: text, marks: [], door }]
    return fences.map(fence => ({ path, door, ...fence, line: line + fence.line }))
  })
}

type Fence = { readonly line: number; readonly code: string; readonly marks: readonly string[] }

/** The ts fences of a text; `line` is that of the code's first line, counted from 0. */
function fencesIn(text: string): Fence[] {
  const fences = text.matchAll(/^```(?:ts|typescript)\b(.*)\n([^]*?)^```/gm)
  return [...fences].map(({ 1: info = '', 2: code = '', index }) => {
    const line = text.slice(0, index).split('\n').length
    return { line, code, marks: info.split(/\s+/).filter(Boolean) }
  })
}

type Example = { readonly text: string; readonly line: number }

function examplesOf(declarations: readonly ts.Declaration[]): Example[] {
  const tags = new Set<ts.JSDocTag>()
  for (const declaration of declarations) {
    walk(declaration, node => {
      for (const tag of ts.getJSDocTags(node)) if (tag.tagName.text === 'example') tags.add(tag)
    })
  }
  return [...tags].map(exampleOf)
}

/** The text of a tag as it stands in the file, less the stars, and the line it begins on. */
function exampleOf(tag: ts.JSDocTag): Example {
  const tree = tag.getSourceFile()
  const raw = tree.text.slice(tag.tagName.end, tag.end)
  const text = raw.replace(/\*\/$/, '').replace(/^[ \t]*\* ?/gm, '')
  const blank = /^\s*\n/.exec(text)?.[0] ?? ''
  const line = lineAt(tree, tag.tagName.end) + blank.split('\n').length - 1
  return { text: `${text.slice(blank.length).trim()}\n`, line }
}
