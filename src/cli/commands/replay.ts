/** `gameday replay`: plays a counterexample again, and tells whether it still breaks the goal. */
import { digestOf, type Stored } from '../../explore/counterexample/stored.ts'
import { findStored, storedCodes } from '../../explore/counterexample/store.ts'
import { placeIn } from '../../explore/inside.ts'
import { loadExploration } from '../../explore/load.ts'
import type { Exploration } from '../../explore/exploration.ts'
import { inOwnTurn } from '../../explore/own-turn.ts'
import { playSchedule } from '../../explore/search/judge.ts'
import { IDLE, isIdle, whyTooLate } from '../../explore/search/outdated.ts'
import { didYouMean, UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { type JudgedRun, runText } from '../../report/run-text.ts'
import { type Call, codeOf, type Command, type ExitCode, type Io } from '../command.ts'
import { jsonText } from '../json.ts'
import { headed } from '../paint.ts'
import { runData } from '../../gate/data/run-data.ts'

export const replay: Command = {
  name: 'replay',
  summary: 'play a counterexample again, and tell whether it still breaks the goal',
  usage: 'CODE [FILE]',
  options: { json: { type: 'boolean', summary: 'print numbers as JSON' } },
  help: `
CODE is that of a counterexample in .gameday, or the path of its file. FILE exports its exploration;
without it, it is the file that the counterexample was found with.`,
  async run({ positionals: [code, file], values, io }: Call): Promise<ExitCode> {
    const stored = storedAs(code, io)
    const { exploration } = await loadExploration(file ?? fileOf(stored, io), io.cwd)
    if (exploration.name !== stored.exploration) throw otherExploration(stored, exploration.name)
    const judged = { name: stored.code, ...(await replayed(exploration, stored)) }
    const hasChanged = digestOf(exploration.system) !== stored.system
    if (hasChanged) io.err(`The system has changed since ${stored.code} was found.\n`)
    const isHeld = judged.verdict === 'held'
    io.out(
      values['json'] === true
        ? jsonText({ ...runData(judged), hasChanged })
        : headed(`${runText(judged)}\n`, isHeld ? 'green' : 'red', io),
    )
    return codeOf(isHeld, io)
  },
}

/** What is over before its faults strike, or is struck in vain, would seem to be mended. */
async function replayed(
  exploration: Exploration,
  { code, schedule }: Stored,
): Promise<Omit<JudgedRun, 'name'>> {
  const why = whyTooLate(exploration, schedule)
  if (why !== undefined) throw outdated(code, why)
  const play = () => playSchedule(exploration, schedule, { isTold: true })
  const { verdict, message, run } = await inOwnTurn(exploration.system, play)
  if (verdict === 'held' && isIdle(run)) return { verdict: 'unknown', message: IDLE, run }
  return { verdict, message, run }
}

const outdated = (code: string, why: string): UsageError =>
  new UsageError({
    what: `${code} says nothing of this exploration any more: ${why}`,
    where: 'gameday replay',
    fix: 'explore for longer, or delete its file',
  })

function storedAs(code: string, { cwd }: Io): Stored {
  const codes = storedCodes(cwd)
  if (code.endsWith('.json') || codes.includes(code)) return findStored(code, cwd)
  throw new UsageError({
    what: `there is no counterexample ${shown(code)} in .gameday`,
    where: 'gameday replay',
    fix:
      codes.length === 0 ? 'none is kept here; give the path of its file' : didYouMean(code, codes),
  })
}

/** Others may have written the file of a counterexample: it chooses nothing else to be run. */
function fileOf({ code, file }: Stored, { cwd }: Io): string {
  const fix = `write gameday replay ${code} FILE, where FILE exports its exploration`
  if (file === null) {
    const what = `${code} was not found by the command line, so it does not know its file`
    throw new UsageError({ what, fix })
  }
  if (placeIn(cwd, file).is !== 'outside') return file
  const what = `${code} names the file ${shown(file)}, which is not inside this folder`
  throw new UsageError({ what, where: cwd, fix: `if you trust it, ${fix}` })
}

const otherExploration = ({ code, exploration }: Stored, name: string): UsageError =>
  new UsageError({
    what: `${code} is of the exploration ${shown(exploration)}, and the file has ${shown(name)}`,
    where: 'gameday replay',
    fix: `name the file that exports ${shown(exploration)}`,
  })
