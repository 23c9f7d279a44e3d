/**
 * Prints how explore does with the planted weaknesses, beside unguided random search:
 * `npx tsx specs/quality/report.ts`.
 */
import { explored, median, seeds, unguidedTrials } from './support/measure.ts'
import type { Weakness } from './support/weakness.ts'
import { weaknesses } from './weaknesses/index.ts'

type Trials = number | undefined
type Row = {
  readonly guided: readonly Trials[]
  readonly unguided: readonly Trials[]
  readonly runs: readonly number[]
}

const columns = [
  'weakness',
  'parts',
  'choices',
  'faults',
  'budget',
  'found',
  'median',
  'most',
  'shrunk in',
  'unguided found',
  'its median',
]

async function measured(weakness: Weakness): Promise<Row> {
  const finds = []
  for (const seed of seeds) finds.push(await explored(weakness, seed))
  return {
    guided: finds.map(find => find?.trials),
    unguided: seeds.map(seed => unguidedTrials(weakness, seed)),
    runs: finds.flatMap(find => find?.runs ?? []),
  }
}

const foundOf = (all: readonly Trials[]): string =>
  `${all.filter(each => each !== undefined).length}/${all.length}`

const medianOf = (all: readonly Trials[]): string => {
  const middle = median(all)
  return middle === Infinity ? 'never' : `${middle}`
}

const mostOf = (all: readonly Trials[]): string => `${Math.max(...all.flatMap(each => each ?? []))}`

function numbersOf({ guided, unguided, runs }: Row): string[] {
  const found = [foundOf(guided), medianOf(guided), mostOf(guided)]
  return [...found, `${median(runs)}`, foundOf(unguided), medianOf(unguided)]
}

function aboutOf({ name, weak, least, budget }: Weakness): string[] {
  const { system, space } = weak('1')
  const choices = space.kinds.reduce((sum, kind) => sum + space.choicesOf(kind).length, 0)
  return [name, `${system.data.parts.size}`, `${choices}`, `${least.length}`, `${budget}`]
}

const print = (cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`)

print(columns)
print(columns.map(() => '---'))
const rows: Row[] = []
for (const weakness of weaknesses) {
  const row = await measured(weakness)
  rows.push(row)
  print([...aboutOf(weakness), ...numbersOf(row)])
}
const all: Row = {
  guided: rows.flatMap(row => row.guided),
  unguided: rows.flatMap(row => row.unguided),
  runs: rows.flatMap(row => row.runs),
}
print(['all of them', '', '', '', '', ...numbersOf(all)])
console.log(`\nShrinking took ${Math.max(...all.runs)} further runs at most.`)
