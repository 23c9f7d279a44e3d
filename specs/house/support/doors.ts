/** The public doors of the package, and every name that leaves through them. */
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { root } from './files.ts'
import { lineAt } from './findings.ts'

/** The file behind each name that a user may import from. */
export const doors = {
  gameday: 'src/index.ts',
  'gameday/policies': 'src/policies/index.ts',
  'gameday/explore': 'src/explore/index.ts',
  'gameday/code': 'src/code/index.ts',
  'gameday/redis': 'src/code/stores/redis.ts',
  'gameday/postgres': 'src/code/stores/postgres.ts',
  'gameday/matchers': 'matchers/index.ts',
  'gameday/vitest': 'matchers/vitest.ts',
  'gameday/jest': 'matchers/jest.ts',
  'gameday/expect': 'matchers/expect.ts',
  'gameday/jest-reporter': 'src/gate/jest-reporter.ts',
  'gameday/vitest-reporter': 'src/gate/vitest-reporter.ts',
} as const

/** A name that leaves by a door: where it is declared, and what its docstring says. */
export type PublicName = {
  readonly door: string
  readonly name: string
  readonly typeOnly: boolean
  readonly path: string
  readonly line: number
  readonly docs: string
  readonly declarations: readonly ts.Declaration[]
}

/** How the project is compiled, for files that stand anywhere in its tree. */
export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), path => ts.sys.readFile(path))
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options
}

let everyName: readonly PublicName[] | undefined

/** Every name of every door, compiled once, doors in order and names sorted. */
export function publicNames(): readonly PublicName[] {
  everyName ??= namesOf(doors)
  return everyName
}

/** Every name that leaves by these doors: files by name, as paths from the root or absolute. */
export function namesOf(files: Readonly<Record<string, string>>): readonly PublicName[] {
  const paths = Object.values(files).map(path => resolve(root, path))
  const program = ts.createProgram(paths, compilerOptions())
  return Object.keys(files).flatMap((door, i) =>
    namesIn(program, paths[i]).map(name => ({ door, ...name })),
  )
}

function namesIn(program: ts.Program, file: string): Omit<PublicName, 'door'>[] {
  const checker = program.getTypeChecker()
  const tree = program.getSourceFile(file)
  const module = tree && checker.getSymbolAtLocation(tree)
  if (module === undefined) throw new Error(`${file} is a door, and is no module: write it`)
  const symbols = checker.getExportsOfModule(module)
  return symbols.map(symbol => describe(checker, symbol)).toSorted(byName)
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)

function describe(checker: ts.TypeChecker, symbol: ts.Symbol): Omit<PublicName, 'door'> {
  const { target, typeOnly } = origin(checker, symbol)
  const declarations = target.declarations ?? []
  const tree = declarations[0].getSourceFile()
  return {
    name: symbol.name,
    typeOnly: typeOnly || (target.flags & ts.SymbolFlags.Value) === 0,
    path: tree.fileName.replace(`${root}/`, ''),
    line: lineAt(tree, declarations[0].getStart(tree)),
    docs: ts.displayPartsToString(target.getDocumentationComment(checker)),
    declarations,
  }
}

type Origin = { readonly target: ts.Symbol; readonly typeOnly: boolean }

/** Follows a name through its re-exports to its declaration; `export type` on the way is kept. */
function origin(checker: ts.TypeChecker, symbol: ts.Symbol): Origin {
  if ((symbol.flags & ts.SymbolFlags.Alias) === 0) return { target: symbol, typeOnly: false }
  const next = checker.getImmediateAliasedSymbol(symbol)
  if (next === undefined) return { target: symbol, typeOnly: false }
  const further = origin(checker, next)
  return { ...further, typeOnly: further.typeOnly || isTypeOnly(symbol) }
}

function isTypeOnly(symbol: ts.Symbol): boolean {
  const declaration = symbol.declarations?.[0]
  return declaration !== undefined && ts.isTypeOnlyImportOrExportDeclaration(declaration)
}
