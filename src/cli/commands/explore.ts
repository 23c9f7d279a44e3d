/** `gameday explore`: searches for the faults that break what a file says must hold. */
import { relative } from 'node:path'
import { Store } from '../../explore/counterexample/store.ts'
import type { Exploration } from '../../explore/exploration.ts'
import { search } from '../../explore/explore.ts'
import type { Findings } from '../../explore/findings.ts'
import { loadExploration } from '../../explore/load.ts'
import type { Known } from '../../explore/search/known.ts'
import type { Player } from '../../explore/search/player.ts'
import { explorationText } from '../../report/exploration-text.ts'
import { readValues } from '../arguments.ts'
import { type Call, codeOf, type Command, type ExitCode, type Io, type Values } from '../command.ts'
import { findingsData } from '../../gate/data/findings-data.ts'
import { jsonText } from '../json.ts'
import { headed } from '../paint.ts'
import { playerHere } from '../player.ts'
import { progressOf } from '../search-progress.ts'
import { keepApart, reportFiles, Reporting, reportOption } from '../reporting.ts'
import { TestFile } from '../test-file.ts'
import { runs, seed, realTime, text, workers } from '../values.ts'

export const explore: Command = {
  name: 'explore',
  summary: 'search for the faults that break what a file says must hold',
  usage: 'FILE',
  options: {
    runs: {
      type: 'string',
      takes: 'N',
      summary: 'how many trials; default what FILE says, or 200',
    },
    time: {
      type: 'string',
      takes: 'TIME',
      summary: 'how long, as in 30s; without --runs until then',
    },
    seed: { type: 'string', takes: 'TEXT', summary: 'the seed of all that is made up' },
    whole: { type: 'boolean', summary: 'every trial to its end, also when all has long been calm' },
    workers: { type: 'string', takes: 'N', summary: 'how many threads play; default 1, no thread' },
    out: { type: 'string', takes: 'TEST', summary: 'save the test here, as in shop.test.ts' },
    json: { type: 'boolean', summary: 'print what was found as JSON' },
    report: reportOption,
  },
  help: `
FILE exports an exploration by default:

  export default exploration(shop, {
    for: '1m',
    holds: run => expect(run).toStayAvailable('99%'),
  })

What is found is kept in .gameday and played first the next time.`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const options = searchOptions(values)
    const { path, exploration: declared } = await loadExploration(file, io.cwd)
    const { out, report, workers: threads = 1 } = readValues(values, asked)
    if (report && out) keepApart(report, [['the test of --out', out]], io)
    const testFile = new TestFile({ explored: path, out, io })
    const reporting = new Reporting(file, report, io)
    const progress = progressOf(io)
    const exploration: Exploration = declared.with({
      ...options,
      signal: io.signal,
      onProgress: told => progress.show(told, exploration.options),
    })
    const known = Store.of(exploration, { cwd: io.cwd, file: relative(io.cwd, path) })
    const player = playerHere(exploration, path, threads)
    const findings = await searched(exploration, { known, player }).finally(progress.clear)
    const told = { findings, exploration, testFile }
    io.out(values['json'] === true ? asJson(told) : asText(told, io))
    reporting.notes.found('search', findings, exploration)
    const { name, verdict } = findings
    // What was cut short proves nothing, nor does what struck nothing.
    const code = codeOf(verdict === 'held', io)
    return reporting.write({ name, code, text: () => explorationText(findings) })
  },
}

/** What is asked of the command, and not of its search. */
const asked = { out: text, report: reportFiles, workers }

async function searched(
  exploration: Exploration,
  helpers: { readonly known: Known; readonly player: Player },
): Promise<Findings> {
  try {
    return await search(exploration, helpers)
  } finally {
    await helpers.player.close()
  }
}

/** To say how long, and not how many, is to want as many as there is time for. */
function searchOptions(values: Values) {
  const given = readValues(values, { runs, time: realTime, seed })
  const read = { ...given, ...(values['whole'] === true && { whole: true }) }
  return read.time === undefined ? read : { runs: undefined, ...read }
}

/** What was found, and what can be done with it. */
export type Explored = {
  readonly findings: Findings
  readonly exploration: Exploration
  readonly testFile: TestFile
}

/** For people. */
export function asText({ findings, exploration, testFile }: Explored, io: Io): string {
  const { counterexample, verdict } = findings
  const colour = counterexample !== undefined ? 'red' : verdict === 'held' ? 'green' : 'yellow'
  if (counterexample === undefined) return headed(`${explorationText(findings)}\n`, colour, io)
  const { store } = exploration.options
  const { code } = counterexample
  const where = store === '.gameday' ? code : `${store}/counterexamples/${code}.json`
  const isKept = store !== false && verdict !== 'unfinished'
  const replay = !isKept ? [] : [`npx gameday replay ${where}`]
  const test = testFile.of(counterexample, exploration)
  return headed(`${explorationText(findings, { replay, test })}\n`, colour, io)
}

/** For programs. */
export function asJson({ findings, exploration, testFile }: Explored): string {
  const { counterexample: broken } = findings
  const test = broken && testFile.of(broken, exploration)
  return jsonText({ ...findingsData(findings), test })
}
