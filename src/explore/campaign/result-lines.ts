/** Results of a campaign as lines of JSON: a header, a line for each trial, and an end. */
import * as v from 'valibot'
import type { FaultData } from '../../faults/fault.ts'
import { faultFrom } from '../../faults/from-json.ts'
import {
  check,
  type Checked,
  isRecord,
  numberThat,
  oneOf,
  optional,
  options,
  readBy,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../../kernel/schema.ts'
import { OUTCOMES } from '../../record/outcome.ts'
import { type TrialResult, trialVerdicts } from '../search/trial.ts'
import { MOST_RUNS } from '../options.ts'
import { FORMAT, type Header } from './header.ts'
import { shardFrom, shardText } from './shard.ts'

/** The last line. */
export type End = {
  /** Whether every trial of the file's part was played. */
  readonly end: 'complete' | 'stopped'
  /** How many there are in the file. */
  readonly trials: number
  /** The checksum of all lines before it, and of this one without it. */
  readonly sha256?: string | undefined
}

/** A line, as it was read. */
export type Line =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'trial'; readonly result: TrialResult }
  | { readonly kind: 'end'; readonly end: End }

/** The line of a trial. Names stand in one order, so that equal results are equal bytes. */
export function trialLine(result: TrialResult): string {
  const { trial, verdict, goal, message, heldUntilMs, behaviours, reached, touched } = result
  const { requests, latency, schedule } = result
  const told = { trial, verdict, goal, message, heldUntilMs }
  return JSON.stringify({ ...told, behaviours, reached, touched, requests, latency, schedule })
}

/** The first line of a file. */
export function headerLine(header: Header): string {
  const { results, gameday, name, digest, seed, runs, guided, whole, shard } = header
  return JSON.stringify({ results, gameday, name, digest, seed, runs, guided, whole, shard })
}

/** The last line of a file; without its checksum, what the checksum is of. */
export const endLine = ({ end, trials, sha256 }: End): string =>
  JSON.stringify({ end, trials, sha256 })

const count = numberThat(n => Number.isSafeInteger(n) && n >= 0, 'a count', '12')
const octave = numberThat(n => Number.isSafeInteger(n), 'an octave', '-3')
const texts = v.array(v.string())

const trial = options({
  trial: count,
  verdict: oneOf(trialVerdicts),
  goal: optional(oneOf(['holds', 'recovers', 'sometimes'])),
  message: optional(v.string()),
  heldUntilMs: optional(numberThat(n => n > 0 && n < Infinity, 'milliseconds', '27500')),
  behaviours: texts,
  reached: texts,
  touched: texts,
  requests: v.union([v.pipe(v.array(count), v.length(OUTCOMES + 1)), v.strictTuple([])]),
  latency: v.array(v.strictTuple([octave, count])),
  schedule: optional(
    options({
      seed: v.string(),
      // It stays data; but nobody is to find out later that it is no fault.
      faults: v.array(readBy((data: FaultData): FaultData => faultFrom(data).toJSON())),
    }),
  ),
})

export const headerSchema = options({
  results: numberThat(n => n === FORMAT, 'a format that this gameday reads', String(FORMAT)),
  gameday: v.string(),
  name: v.string(),
  digest: v.string(),
  seed: v.string(),
  runs: wholeNumber(1, MOST_RUNS, '200'),
  guided: yesOrNo,
  whole: yesOrNo,
  shard: optional(readBy((text: string): string => shardText(shardFrom(text, '')))),
})

const end = options({
  end: oneOf(['complete', 'stopped']),
  trials: count,
  sha256: optional(v.string()),
})

/**
 * Reads a line, trusting none of it.
 *
 * @param where its file and number
 * @returns the line, or every mistake in it
 */
export function readLine(text: string, where: string): Checked<Line> {
  const data = parsed(text)
  if (!isRecord(data)) {
    const fix = 'make the file again: play the campaign, or its shard, once more'
    return { ok: false, problems: [{ what: 'the line is no JSON object', where, fix }] }
  }
  if ('results' in data)
    return read(headerSchema, data, where, header => ({ kind: 'header', header }))
  if ('end' in data) return read(end, data, where, end => ({ kind: 'end', end }))
  return read(trial, data, where, result => ({ kind: 'trial', result }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function read(schema: Schema<unknown>, data: object, where: string, make: (value: never) => Line) {
  const result = check(schema, data, where)
  return result.ok ? { ok: true as const, value: make(result.value as never) } : result
}
