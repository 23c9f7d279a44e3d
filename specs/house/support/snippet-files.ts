/** Examples as files: each with the imports it left out, where imports and tools can reach it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { doors, type PublicName } from './doors.ts'
import { root } from './files.ts'
import { walk } from './findings.ts'
import type { Snippet } from './snippets.ts'

/** A snippet and the file it was written to, which has one line more, at its top. */
export type SnippetFile = { readonly snippet: Snippet; readonly file: string }

const prelude = join(root, 'specs/house/support/prelude.ts')
const preludeNames = ['shop', 'run', 'fc', 'test', 'it', 'describe', 'expectTypeOf']

/** Writes snippets into an empty folder of node_modules/.cache/gameday-docs, named for a spec. */
export function written(
  folder: string,
  snippets: readonly Snippet[],
  names: readonly PublicName[],
): SnippetFile[] {
  const to = join(root, 'node_modules/.cache/gameday-docs', folder)
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  return snippets.map((snippet, i) => {
    const file = join(to, titleOf(snippet) ?? `snippet-${i + 1}.ts`)
    const code = snippet.code.replaceAll(/(from\s+)'vitest'/g, `$1'${prelude}'`)
    writeFileSync(file, `${header(snippet, names)}\n${code}\nexport {}\n`)
    return { snippet, file }
  })
}

/** A snippet that begins with `// shop.ts` is that file, and the others may import it. */
export function titleOf({ code }: Snippet): string | undefined {
  return /^\/\/ ([\w.-]+\.ts)\b/.exec(code)?.[1]
}

/** The imports a snippet left out, on one line, so that its lines stay easy to count. */
function header(snippet: Snippet, names: readonly PublicName[]): string {
  const imports = undeclared(snippet.code).map(name => importOf(name, snippet, names))
  return imports.filter(Boolean).join('; ')
}

function importOf(name: string, { door }: Snippet, names: readonly PublicName[]): string {
  const homes = names.filter(
    each => each.name === name && (isOpen(each.door) || each.door === door),
  )
  const home = homes.find(each => each.door === door) ?? homes[0]
  if (home !== undefined)
    return `import { ${home.typeOnly ? 'type ' : ''}${name} } from '${home.door}'`
  return preludeNames.includes(name) ? `import { ${name} } from '${prelude}'` : ''
}

/** Jest's door opens only inside Jest, so nothing is taken through it unasked. */
const isOpen = (door: string): boolean => door in doors && door !== 'gameday/jest'

/** The names that a text uses and does not declare. */
function undeclared(code: string): string[] {
  const tree = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.Latest, true)
  const [used, declared] = [new Set<string>(), new Set<string>()]
  walk(tree, node => {
    if (!ts.isIdentifier(node) || isMember(node)) return
    const set = nameOf(node.parent) === node ? declared : used
    set.add(node.text)
  })
  return [...used].filter(name => !declared.has(name))
}

/** What a node declares, if it declares something by a name. */
function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isShorthandPropertyAssignment(node) || !('name' in node)) return undefined
  return node.name as ts.Node | undefined
}

/** Whether a name stands after a dot or names a property, and so needs no declaration. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isQualifiedName(parent)) return parent.right === node
  if (nameOf(parent) !== node) return false
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return true
  return ts.isClassElement(parent) || ts.isTypeElement(parent)
}
