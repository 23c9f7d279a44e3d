/** What a house rule says when it is broken: where, what, and what to do about it. */
import ts from 'typescript'
import type { Source } from './files.ts'

/** One breach, as a line that an editor's terminal can jump to: `src/a.ts:12  what. fix`. */
export type Finding = string

/** The breach of a rule at a line, counted from 1. */
export function finding(
  place: { path: string; line?: number },
  what: string,
  fix: string,
): Finding {
  const where = place.line === undefined ? place.path : `${place.path}:${place.line}`
  return `${where}  ${what}. ${fix}.`
}

/** Where a node of a source starts, its comment not counted. */
export function placeOf({ path, tree }: Source, node: ts.Node): { path: string; line: number } {
  return { path, line: lineAt(tree, node.getStart(tree)) }
}

/** The line, counted from 1, of a position in a file. */
export function lineAt(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1
}

/** Visits a node and everything under it, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, child => walk(child, visit))
}
