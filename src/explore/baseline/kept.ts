/** Baselines in their file: what is compared with them, and when they are written. */
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { UsageError } from '../../kernel/errors.ts'
import { writeWhole } from '../whole-file.ts'
import { changesSince, type GoalChange } from './changes.ts'
import { type Baselines, baselinesFrom, baselinesText } from './file.ts'
import type { Margins } from './margins.ts'

/** What may be written: nothing; what is not there yet; or all, in place of what is there. */
export type Writing = 'nothing' | 'new' | 'all'

/** What is compared, and with what. */
export type Asked = {
  /** The file whose baselines they are. */
  readonly file: string
  /** What messages show its path from. */
  readonly folder: string
  readonly name: string
  readonly writing: Writing
  readonly now: Margins
}

/** What came of it. */
export type Compared = {
  /** `missing`: there is nothing to compare with, or not for all, and it may not be written. */
  readonly is: 'held' | 'worse' | 'missing'
  readonly changes: readonly GoalChange[]
  /** The file of baselines, as messages call it. */
  readonly shown: string
  /** Whether the file was written. */
  readonly isWritten: boolean
}

/**
 * Where the baselines of a file are kept: beside it, as its snapshots are. It is JSON by another
 * name, which no formatter breaks into a line for each seed.
 */
const baselinesOf = (file: string): string =>
  join(dirname(file), '__gameday__', `${basename(file)}.baseline`)

/** CI compares and never writes, whatever else is asked for. */
export function writingHere(
  writing: Writing,
  env: { readonly [name: string]: string | undefined },
): Writing {
  const { CI = '' } = env
  return ['', '0', 'false'].includes(CI.toLowerCase()) ? writing : 'nothing'
}

/**
 * Compares margins with a baseline, and writes it where that is wanted.
 *
 * @throws UsageError for a file that cannot be read or written, and for other seeds than it has
 */
export function compareWithBaseline(asked: Asked): Compared {
  const { file, folder, name, writing, now } = asked
  const path = baselinesOf(file)
  const shown = relative(folder, path)
  const all = readBaselines(path, shown)
  const before: Margins | undefined = Object.hasOwn(all, name) ? all[name] : undefined
  const isRenewed = writing === 'all'
  if (before !== undefined && !isRenewed) insistOnSeeds(before, { name, now, shown })
  const changes = changesSince(before ?? { seeds: now.seeds, goals: [] }, now)
  const isWorse = changes.some(({ is }) => is === 'worse' || is === 'lost')
  const isNew = changes.some(({ is }) => is === 'new')
  if (!isRenewed && isWorse) return { is: 'worse', changes, shown, isWritten: false }
  if (isNew && writing === 'nothing') return { is: 'missing', changes, shown, isWritten: false }
  const written = isRenewed ? now : { ...now, goals: together(before, now) }
  const isWritten = isRenewed || isNew
  if (isWritten) writeBaselines(path, { ...all, [name]: written }, shown)
  return { is: 'held', changes, shown, isWritten }
}

/** What is there stays as it is, and what is new comes behind it. */
function together(before: Margins | undefined, now: Margins): Margins['goals'] {
  const old = before?.goals ?? []
  const known = new Set(old.map(({ goal }) => goal))
  return [...old, ...now.goals.filter(({ goal }) => !known.has(goal))]
}

/** Seeds are compared in pairs. */
function insistOnSeeds(
  before: Margins,
  { shown, name, now }: Pick<Asked, 'name' | 'now'> & { readonly shown: string },
): void {
  if (before.seeds.join('\n') === now.seeds.join('\n')) return
  const [was, is] = [before, now].map(({ seeds }) => `${seeds[0]} to ${seeds.at(-1)}`)
  throw new UsageError({
    what: `the baseline "${name}" was played with the seeds ${was}, and now with ${is}`,
    where: shown,
    fix: 'play the same ones (is GAMEDAY_SEED set?), or renew the baseline',
  })
}

function readBaselines(path: string, shown: string): Baselines {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    const what = `the baselines cannot be read: ${message}`
    throw new UsageError({ what, where: shown, fix: 'see to it that it is a file you may read' })
  }
  return baselinesFrom(text, shown)
}

function writeBaselines(path: string, all: Baselines, shown: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeWhole(path, baselinesText(all))
  } catch (error) {
    const what = `they could not be written, and are as they were: ${(error as Error).message}`
    throw new UsageError({ what, where: shown, fix: 'see to it that its folder may be written' })
  }
}
