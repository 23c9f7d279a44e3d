/** `gameday survey`: plays every fault that fits a system, and tells all that breaks its goals. */
import type { ExploreOptions } from '../../explore/exploration.ts'
import { goalsOf } from '../../explore/hypothesis.ts'
import { loadExploration } from '../../explore/load.ts'
import type { SurveyOptions, SurveyProgress } from '../../explore/survey/options.ts'
import { survey as surveyed } from '../../explore/survey/survey.ts'
import { count, counted } from '../../report/numbers.ts'
import { readValues } from '../arguments.ts'
import { type Call, codeOf, type Command, type ExitCode, type Io } from '../command.ts'
import { goalsAsData } from '../goals-as-data.ts'
import { jsonText } from '../json.ts'
import { headed } from '../paint.ts'
import { ProgressLine } from '../progress.ts'
import { surveyData } from '../../gate/data/survey-data.ts'
import { reportFiles, Reporting, reportOption } from '../reporting.ts'
import { loadTime, runs, seed, workers } from '../values.ts'

export const survey: Command = {
  name: 'survey',
  summary: 'play every fault that fits a system, and tell all that breaks its goals',
  usage: 'FILE',
  options: {
    for: { type: 'string', takes: 'TIME', summary: 'how long each run is; default what FILE says' },
    pairs: { type: 'boolean', summary: 'play faults two at a time, too' },
    changes: { type: 'boolean', summary: 'try which one change mends most of what breaks' },
    runs: { type: 'string', takes: 'N', summary: 'how many runs at most; default 2000' },
    workers: { type: 'string', takes: 'N', summary: 'how many threads play; default 1, no thread' },
    seed: { type: 'string', takes: 'TEXT', summary: 'the seed of every run' },
    json: { type: 'boolean', summary: 'print what was found as JSON' },
    report: reportOption,
  },
  help: `
FILE exports an exploration by default, whose goals are data:

  export default exploration(shop, { for: '20s', holds: goal.availability('99%') })

Its kinds, targets, magnitude and within say which faults are played; what is to recover or to be
seen sometimes is for explore. Ends with 1 when a fault breaks a goal.`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const { workers: threads, report, ...read } = readValues(values, asked)
    const { exploration } = await loadExploration(file, io.cwd)
    const { name, written, system } = exploration
    const goals = goalsAsData(goalsOf(written.holds), file, 'a survey asks goals as data')
    const reporting = new Reporting(file, report, io)
    const watch = new Watch(io)
    const { pairs, changes } = values
    const found = await surveyed(system, {
      ...asDeclared(written),
      ...read,
      goals,
      threads,
      pairs: pairs === true,
      changes: changes === true,
      signal: io.signal,
      onProgress: watch.told,
    }).finally(watch.clear)
    const isHeld = found.verdict === 'held'
    const colour = isHeld ? 'green' : found.verdict === 'broken' ? 'red' : 'yellow'
    io.out(
      values['json'] === true
        ? jsonText(surveyData(name, goals, found))
        : headed(`${found}\n`, colour, io),
    )
    if (found.isStopped) watch.tellStopped()
    reporting.notes.found('survey', found, { name, goals })
    return reporting.write({ name, code: codeOf(isHeld, io), text: () => `${found}` })
  },
}

/** Options that say something. */
const asked = { report: reportFiles, for: loadTime, runs, seed, workers }

/** What a survey takes of what an exploration says. */
const asDeclared = ({
  for: length,
  kinds,
  targets,
  within,
  magnitude,
  seed: chosen,
  eventLimit,
}: ExploreOptions): Omit<SurveyOptions, 'goals'> => ({
  for: length,
  kinds,
  targets,
  within,
  magnitude,
  seed: chosen,
  eventLimit,
})

/** How far it has got, on stderr. */
class Watch {
  readonly #io: Io
  readonly #line: ProgressLine
  #last: SurveyProgress = { runs: 0, of: 0 }

  constructor(io: Io) {
    this.#io = io
    this.#line = new ProgressLine(io)
  }

  readonly told = (progress: SurveyProgress): void => {
    const { runs: played, of } = (this.#last = progress)
    this.#line.show({ text: `${count(played)} of ${counted(of, 'run')}`, share: played / of })
  }

  readonly clear = (): void => this.#line.clear()

  tellStopped(): void {
    const { runs: played, of } = this.#last
    const left = counted(of - played, 'run')
    this.#io.err(`Stopped after ${count(played)} of ${counted(of, 'run')}; ${left} not played.\n`)
  }
}
