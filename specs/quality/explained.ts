/**
 * Prints how explanations and remedies of the planted outages compare with the truth:
 * `npx tsx specs/quality/explained.ts [seeds] [outage …]`.
 */
import { outages } from './planted/index.ts'
import { type Judgement, judged } from './support/judged.ts'
import { mended } from './support/mended.ts'
import { type Outage, outageSeeds } from './support/outage.ts'

const [count = '20', ...names] = process.argv.slice(2)
const seeds = outageSeeds.slice(0, Number(count))

const columns = [
  'outage',
  'parts',
  'faults',
  'right',
  'unsure',
  'wrong',
  'decoy blamed',
  'mistakes',
  'first remedy',
  'holds',
  'runs',
]

const print = (cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`)

function counted(all: readonly Judgement[]): string[] {
  const of = (is: Judgement['is']): string => `${all.filter(one => one.is === is).length}`
  const decoys = all.filter(({ blamesDecoy }) => blamesDecoy).length
  const mistakes = new Set(all.flatMap(one => one.mistakes))
  return [of('right'), of('unsure'), of('wrong'), `${decoys}`, [...mistakes].join('; ')]
}

async function rowOf(outage: Outage): Promise<string[]> {
  const { name, system, truth } = outage
  const about = [name, `${system.data.parts.size}`, `${truth.guilty.length + truth.decoys.length}`]
  const told = counted(seeds.map(seed => judged(outage, seed)))
  const { what = 'none', held, seeds: all, runs } = await mended(outage, seeds[0], seeds.slice(1))
  return [...about, ...told, what, `${held}/${all}`, `${runs}`]
}

print(columns)
print(columns.map(() => '---'))
for (const outage of outages) {
  if (names.length === 0 || names.includes(outage.name)) print(await rowOf(outage))
}
