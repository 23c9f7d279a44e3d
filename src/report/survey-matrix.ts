/** Kinds of faults by targets, as a table of one character each. */
import type { SurveyCell } from '../explore/survey/found.ts'
import { counted } from './numbers.ts'
import { lengthOf, padded } from './columns.ts'
import { shortened } from './shortened.ts'

/** No more targets than these, the worst first, and none with a longer name. */
const [MOST_ROWS, NAME] = [20, 30]
/** All columns together, the least of one, and no more lines of headings than these. */
const [COLUMNS, LEAST, MOST_HEADINGS] = [96, 5, 3]

const signs = { broken: 'X', held: '.', unknown: '?' } as const

/** The table with a line that explains it; empty where nothing was played. */
export function matrixLines(cells: readonly SurveyCell[]): string[] {
  if (cells.length === 0) return []
  const rows = worstFirst(rowsIn(cells))
  const shown = rows.slice(0, MOST_ROWS)
  const name = Math.min(NAME, Math.max(...shown.map(({ target }) => lengthOf(target))))
  const kinds = kindsIn(cells)
  const fitting = fittingIn(kinds, cells, Math.floor((COLUMNS - name) / LEAST))
  const longest = Math.max(...fitting.map(lengthOf))
  const width = Math.min(longest + 2, Math.floor((COLUMNS - name) / fitting.length))
  return [
    ...headings(fitting, { name, width, lines: Math.ceil((longest + 1) / width) }),
    ...shown.map(({ target, byKind }) => {
      const found = fitting.map(kind => (byKind.get(kind) ?? '').padStart(width))
      return (padded(shortened(target, NAME), name) + found.join('')).trimEnd()
    }),
    'X breaks a goal, . does not, ? nobody knows',
    ...leftOut(rows.slice(MOST_ROWS), kinds.length - fitting.length),
  ]
}

/** Where columns are narrow, their names take turns in several lines: each ends at its column. */
function headings(
  kinds: readonly string[],
  { name, width, lines }: { name: number; width: number; lines: number },
): string[] {
  const count = Math.min(lines, MOST_HEADINGS)
  return Array.from({ length: count }, (_, line) =>
    kinds.reduce((text, kind, i) => {
      if (i % count !== line) return text
      const end = name + (i + 1) * width
      return text + shortened(kind, count * width - 1).padStart(end - lengthOf(text))
    }, ''),
  )
}

type Row = {
  readonly target: string
  readonly broken: number
  readonly byKind: ReadonlyMap<string, string>
}

function rowsIn(cells: readonly SurveyCell[]): Row[] {
  const targets = new Map<string, SurveyCell[]>()
  for (const cell of cells) {
    const own = targets.get(cell.target)
    if (own === undefined) targets.set(cell.target, [cell])
    else own.push(cell)
  }
  return [...targets].map(([target, own]) => ({
    target,
    broken: own.filter(({ verdict }) => verdict === 'broken').length,
    byKind: new Map(own.map(({ kind, verdict }) => [kind, signs[verdict]])),
  }))
}

const worstFirst = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => b.broken - a.broken)

const kindsIn = (cells: readonly SurveyCell[]): string[] => [
  ...new Set(cells.map(({ kind }) => kind)),
]

/** Where there is no room for all, those that break something are shown first. */
function fittingIn(kinds: readonly string[], cells: readonly SurveyCell[], most: number): string[] {
  const breaking = new Set(
    cells.flatMap(({ kind, verdict }) => (verdict === 'broken' ? [kind as string] : [])),
  )
  const first = kinds.toSorted((a, b) => Number(breaking.has(b)) - Number(breaking.has(a)))
  const fitting = new Set(first.slice(0, most))
  return kinds.filter(kind => fitting.has(kind))
}

function leftOut(rows: readonly Row[], kinds: number): string[] {
  return [
    ...(rows.length > 0 ? [`left out: ${rowsText(rows)}`] : []),
    ...(kinds > 0 ? [`left out: ${counted(kinds, 'kind')} of faults`] : []),
  ]
}

function rowsText(rows: readonly Row[]): string {
  const breaking = rows.filter(({ broken }) => broken > 0).length
  if (rows.length === 1) return `1 target, at which ${breaking === 1 ? 'a' : 'no'} goal breaks`
  return `${counted(rows.length, 'target')}, ${breaking || 'none'} of which break a goal`
}
