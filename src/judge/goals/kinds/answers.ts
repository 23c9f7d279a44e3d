/** The kind of goal that wants a store to answer so and not otherwise: an invariant over stores. */
import { UsageError } from '../../../kernel/errors.ts'
import { quote } from '../../../kernel/quantity.ts'
import type { Run } from '../../../record/run.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { nameGiven, partOf } from '../read.ts'

/** What a store answers: data, as in JSON. */
export type AnswerData =
  | string
  | number
  | boolean
  | null
  | readonly AnswerData[]
  | { readonly [name: string]: AnswerData }

/** What was answered, as JSON. */
export type AnswerEvidence = { readonly answered: string; readonly wanted: string }

/** The answer is what it must be. */
export const answers = goalKind({
  matcher: 'toAnswer',
  beforeOptions: 2,
  isTimed: true,
  read: (answer: string, wanted: AnswerData) => ({
    answer: nameGiven(answer, 'question of ask'),
    wanted: dataGiven(wanted),
    question: partOf(),
  }),
  judge: (run: Run, { answer, wanted }): Verdict<AnswerEvidence> => {
    const answered = run.answer(answer)
    if (answered === undefined) return unknown(`"${answer}" was not answered`)
    const isScalar = typeof wanted !== 'object' || wanted === null
    const said = sortedJson(isScalar ? onlyValue(answered) : answered)
    const asked = sortedJson(wanted)
    const off = Math.abs(Number(said) - Number(asked))
    const margin = said === asked || !(off > 0) ? undefined : belowMost(off, 0, 'count')
    return judged({ holds: said === asked, margin }, () => ({ answered: said, wanted: asked }))
  },
})

/** A row of one column, alone, stands for what is in it. */
function onlyValue(answered: unknown): unknown {
  if (!Array.isArray(answered) || answered.length !== 1) return answered
  const [row] = answered as readonly unknown[]
  const values = typeof row === 'object' && row !== null ? Object.values(row) : [row]
  return values.length === 1 ? values[0] : answered
}

/** Data as text, whatever the order of their names. */
const sortedJson = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  ) ?? 'nothing'

function dataGiven(wanted: AnswerData): AnswerData {
  if (isData(wanted)) return wanted
  const fix = 'write what the store is to answer, as 1000 or [{ id: 1 }]'
  throw new UsageError({ what: `${quote(wanted)} is no answer of a store`, fix })
}

/** No deeper than anybody writes it. */
function isData(value: unknown, depth = 0): boolean {
  if (typeof value === 'object' && value !== null) {
    const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
    return plain && depth < MOST_DEPTH && Object.values(value).every(one => isData(one, depth + 1))
  }
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  return value === null || isNumber || typeof value === 'string' || typeof value === 'boolean'
}

const MOST_DEPTH = 20
