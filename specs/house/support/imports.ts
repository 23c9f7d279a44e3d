/** What a file imports, however it says so: import, export from, import(), import type, require. */
import ts from 'typescript'
import type { Source } from './files.ts'
import { placeOf, walk } from './findings.ts'

/** One import: what it names, as written, where, and whether only types come through it. */
export type Import = {
  readonly name: string
  readonly line: number
  readonly typesOnly: boolean
}

/** Every import of a file, in the order of the text. */
export function importsOf(file: Source): Import[] {
  const found: Import[] = []
  walk(file.tree, node => {
    const name = moduleNamedBy(node)
    if (name === undefined) return
    found.push({ name, line: placeOf(file, node).line, typesOnly: isTypesOnly(node) })
  })
  return found
}

function moduleNamedBy(node: ts.Node): string | undefined {
  const named = specifierOf(node)
  return named !== undefined && ts.isStringLiteralLike(named) ? named.text : undefined
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  if (ts.isCallExpression(node) && importsByCalling(node.expression)) return node.arguments[0]
  return undefined
}

function importsByCalling(callee: ts.Node): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true
  return ts.isIdentifier(callee) && callee.text === 'require'
}

function isTypesOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly || allTypes(node.exportClause)
  if (!ts.isImportDeclaration(node)) return false
  const clause = node.importClause
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  return clause.name === undefined && allTypes(clause.namedBindings)
}

function allTypes(names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  if (names === undefined || ts.isNamespaceImport(names) || ts.isNamespaceExport(names))
    return false
  return names.elements.length > 0 && names.elements.every(element => element.isTypeOnly)
}
