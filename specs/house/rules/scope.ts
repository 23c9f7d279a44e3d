/** The scope of gameday, row by row, and the specs that show each row: `docs/scope.md`. */
import ts from 'typescript'
import type { Source } from '../support/files.ts'

/** A row: its id, what it is, and the specs that name it. */
export type ScopeRow = { readonly id: string; readonly row: string; readonly specs: string[] }

const ID = /\b[A-F]\d{1,2}\b/g
const ROW = /^\| ([A-F]\d{1,2}) \| ([^|]+) \|/

/** The rows of the page, with the specs of these sources that name them. */
export function scopeRows(page: string, sources: readonly Source[]): ScopeRow[] {
  const bySpec = sources.map(source => ({ path: source.path, ids: idsIn(source) }))
  return page.split('\n').flatMap(line => {
    const [, id, row] = ROW.exec(line) ?? []
    if (id === undefined) return []
    const specs = bySpec.filter(({ ids }) => ids.has(id)).map(({ path }) => path)
    return [{ id, row: row.trim(), specs }]
  })
}

/** The page with its column of specs brought up to date; all else stays. */
export function withSpecs(page: string, rows: readonly ScopeRow[]): string {
  const byId = new Map(rows.map(row => [row.id, row]))
  const lines = page.split('\n').map(line => {
    const found = byId.get(ROW.exec(line)?.[1] ?? '')
    if (found === undefined) return line
    const specs = found.specs.map(path => `[${short(path)}](../${path})`).join(', ')
    return `| ${found.id} | ${found.row} | ${specs} |`
  })
  return lines.join('\n')
}

const short = (path: string): string => path.replace(/\.test\.ts$/, '')

/** The ids that the titles of a spec name. */
function idsIn({ tree }: Source): Set<string> {
  const ids = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTitled(node.expression.getText(tree))) {
      const [title] = node.arguments
      if (title && ts.isStringLiteralLike(title)) {
        for (const [id] of title.text.matchAll(ID)) ids.add(id)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return ids
}

const isTitled = (callee: string): boolean => /^(describe|it|test)\b/.test(callee)
