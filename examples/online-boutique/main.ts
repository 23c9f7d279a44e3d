/**
 * Game day at Online Boutique: 500 users shop for ten minutes while one thing after another goes
 * wrong. Prints which of our beliefs about the shop held, and writes a page that shows it all. Run
 * it with `npm start`.
 */
import { conduct, experiments, type Finding, type Page, pages, SLO } from './experiments.ts'
import { PAGE, writePage } from './page.ts'

type Timed = Finding & { readonly wallMs: number }

function timed(experiment: Finding['experiment']): Timed {
  const startedAt = performance.now()
  return { ...conduct(experiment), wallMs: performance.now() - startedAt }
}

/** The columns of the table: what stands above each, how wide it is, and what it says of a run. */
const columns: readonly [title: string, width: number, cell: (finding: Timed) => string][] = [
  ['experiment', 29, ({ experiment }) => experiment.name],
  ['available', 10, ({ met }) => percent(met.availability)],
  ['p50', 8, ({ met }) => ms(met.latency.p50)],
  ['p99', 8, ({ met }) => ms(met.latency.p99)],
  ['wall', 8, ({ wallMs }) => ms(wallMs)],
  ['belief', 7, ({ held }) => (held ? 'held' : 'BROKEN')],
  [`pages under ${SLO * 100}%`, 0, ({ failed }) => namesOf(failed)],
]

const line = (cell: (column: (typeof columns)[number]) => string): string =>
  columns.map(column => cell(column).padEnd(column[1])).join('')

function percent(share = Number.NaN): string {
  return `${(share * 100).toFixed(1)}%`
}

function ms(time = Number.NaN): string {
  return `${time.toFixed(0)} ms`
}

/** The pages that failed, or those that did not when they are fewer. */
function namesOf(failed: readonly Page[]): string {
  const spared = pages.filter(page => !failed.includes(page))
  const count = `${failed.length} of ${pages.length}`
  if (failed.length === 0) return count
  if (failed.length <= spared.length) return `${count}: ${failed.join(', ')}`
  return `${count}: all but ${spared.join(', ')}`
}

function surprise({ experiment: { name, belief, mayFail }, failed }: Finding): string {
  const unexpected = failed.filter(page => !mayFail.includes(page))
  return `  ${name}: we believed that ${belief},\n    yet ${unexpected.join(', ')} failed.`
}

console.log('Online Boutique, 500 users, 10 minutes each; faults from minute 3 to minute 7\n')
console.log(line(([title]) => title))
const findings = experiments.map(experiment => {
  const finding = timed(experiment)
  console.log(line(([, , cell]) => cell(finding)))
  return finding
})

const broken = findings.filter(({ held }) => !held)
console.log(`\n${broken.length} of ${findings.length} beliefs were broken:`)
for (const finding of broken) console.log(surprise(finding))

const seconds = findings.reduce((sum, { wallMs }) => sum + wallMs, 0) / 1_000
const events = findings.reduce((sum, { run }) => sum + run.recording.events, 0)
const speed = `${(events / seconds / 1e6).toFixed(1)} million events/s`
console.log(`\n${findings.length} runs in ${seconds.toFixed(1)} s, ${speed}`)

console.log('\nlooking for what would have held the first of them …')
writePage(findings)
console.log(`a page of all this, to be opened in a browser: ${PAGE}`)
