/** Baselines as the text of a file: a line for each goal, so that a diff shows what changed. */
import * as v from 'valibot'
import { UsageError } from '../../kernel/errors.ts'
import {
  checked,
  isRecord,
  listOf,
  message,
  mistakesIn,
  oneOf,
  options,
  readBy,
  type Schema,
  shown,
} from '../../kernel/schema.ts'
import { BASELINE_SEEDS, type Margins, type SeedMargin } from './margins.ts'

/** Raised when the file cannot be read any more as it was. */
const VERSION = 1

/** The baselines of a file, by their names. */
export type Baselines = { readonly [name: string]: Margins }

/** In order of names, so that the same baselines have the same bytes. */
export function baselinesText(baselines: Baselines): string {
  const names = Object.keys(baselines).sort()
  const parts = names.map(name => `    ${JSON.stringify(name)}: ${oneText(baselines[name])}`)
  return `{\n  "version": ${VERSION},\n  "baselines": {\n${parts.join(',\n')}\n  }\n}\n`
}

function oneText({ seeds, goals }: Margins): string {
  const lines = goals.map(goal => `        ${inLine(goal)}`)
  const inner = `      "seeds": ${inLine(seeds)},\n      "goals": [\n${lines.join(',\n')}\n      ]`
  return `{\n${inner}\n    }`
}

/** With spaces, as a formatter would write it. */
const inLine = (value: unknown): string =>
  JSON.stringify(value, undefined, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/\[ /g, '[')
    .replace(/ \]/g, ']')

/**
 * Reads the text of a file.
 *
 * @param path for the messages
 * @throws UsageError that says what is wrong, and what to do
 */
export function baselinesFrom(text: string, path: string): Baselines {
  const data = parsed(text, path)
  const version = (data as { readonly version?: unknown } | null)?.version
  if (version !== VERSION) {
    const what = `its version is ${shown(version)}, and this gameday reads ${VERSION}`
    const fix = 'use the gameday that wrote it; or delete it, play again and commit it anew'
    throw new UsageError({ what, where: path, fix })
  }
  return checked(schema, data, path).baselines
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const isMerge = /^(<{7}|={7}|>{7})/m.test(text)
    const why = isMerge ? 'a merge left both sides in it' : (error as Error).message
    const what = `the baselines cannot be read: ${why}`
    const fix = 'bring back what was committed; or delete it, play again and commit it anew'
    throw new UsageError({ what, where: path, fix })
  }
}

const aMargin: Schema<SeedMargin> = v.union(
  [v.pipe(v.number(), v.finite()), v.picklist(['held', 'broken', 'unknown'])],
  issue => message(`${shown(issue.input)} is no margin`, "write a number, 'held' or 'broken'"),
)

const ofAllSeeds = <T>(item: Schema<T>, example: string): Schema<T[]> =>
  v.pipe(
    listOf(item, example),
    v.length(BASELINE_SEEDS, issue =>
      message(`there are ${issue.received} and not ${BASELINE_SEEDS}`, 'renew the baseline'),
    ),
  )

const text: Schema<string> = v.string(issue =>
  message(`${shown(issue.input)} is no text`, 'quote it'),
)

const goal = options({
  goal: text,
  unit: v.nullable(oneOf(['share', 'ms', 'count', 'times'])),
  margins: ofAllSeeds(aMargin, '[0.01]'),
})

const one = options({ seeds: ofAllSeeds(text, "['1']"), goals: listOf(goal, '[]') })

/** By names of tests, which may be any: a record of the checker leaves out `constructor`. */
const byName: Schema<Baselines> = readBy((written: unknown) => {
  if (!isRecord(written)) {
    throw new UsageError({ what: `${shown(written)} is no set of baselines`, fix: 'renew them' })
  }
  const each = Object.entries(written)
  const problems = each.flatMap(([name, value]) => mistakesIn(one, value, name))
  if (problems.length > 0) throw new UsageError(problems)
  return Object.fromEntries(each) as Baselines
})

const schema = options({ version: v.literal(VERSION), baselines: byName })
