/** How big things may be: files, functions and lines, so that each fits a head and a screen. */
import ts from 'typescript'
import type { Source } from '../support/files.ts'
import { type Finding, finding, lineAt, placeOf, walk } from '../support/findings.ts'

/** The most lines of a file, lines of a function, columns of a line and of a row of a table. */
const limits = { file: 250, function: 40, columns: 100, row: 110 } as const

/** Every file of more than 250 lines. */
export function longFiles(files: readonly Source[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const lines = linesOf(text).length
    if (lines <= limits.file) return []
    const fix = `A file has at most ${limits.file}: find the second thing it is about, and split`
    return [finding({ path }, `${lines} lines`, fix)]
  })
}

/** Every line wider than 100 columns, a column being one character, however many bytes. */
export function wideLines(files: readonly Source[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    linesOf(text).flatMap((line, i) => {
      const columns = Array.from(line).length
      if (columns <= limits.columns) return []
      const fix = `A line has at most ${limits.columns}: break it, or name a part of it`
      return [finding({ path, line: i + 1 }, `${columns} columns`, fix)]
    }),
  )
}

/** Every line of text in a page wider than 100 columns; a row that is padded may have 110. */
export function wideText(path: string, page: string): Finding[] {
  const text = page.replaceAll(/^```[^]*?^```$/gm, fence => fence.replaceAll(/.+/g, ''))
  return linesOf(text).flatMap((line, i) => {
    const most = line.startsWith('|') ? limits.row : limits.columns
    const columns = Array.from(line).length
    if (columns <= most) return []
    const fix = `A line of a page has at most ${most}: break it, or make a list of the table`
    return [finding({ path, line: i + 1 }, `${columns} columns`, fix)]
  })
}

/** Every function of more than 40 lines; the callback of a `describe` is a chapter, not one. */
export function longFunctions(files: readonly Source[]): Finding[] {
  return files.flatMap(file => {
    const found: Finding[] = []
    walk(file.tree, node => {
      if (!isFunction(node) || isChapter(node)) return
      const lines = lineAt(file.tree, node.end) - placeOf(file, node).line + 1
      if (lines > limits.function) found.push(tooLong(file, node, lines))
    })
    return found
  })
}

function tooLong(file: Source, node: ts.Node, lines: number): Finding {
  const fix = `A function has at most ${limits.function}: name its parts and call them`
  return finding(placeOf(file, node), `${nameOf(node)} has ${lines} lines`, fix)
}

const isFunction = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined

function isChapter(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent)) return false
  return /^describe\b/.test(node.parent.expression.getText())
}

function nameOf(node: ts.Node): string {
  const named = ts.isVariableDeclaration(node.parent) ? node.parent : node
  const name = ts.getNameOfDeclaration(named as ts.Declaration)
  return name === undefined ? 'a function' : `"${name.getText()}"`
}

/** The lines of a text; the newline at its very end begins no further line. */
const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n')
