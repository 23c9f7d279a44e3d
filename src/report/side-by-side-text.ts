/** Two requests at a time, in two columns beside the virtual time: who did what when. */
import type { SideOfTwo, TwoAtATime } from '../judge/side-by-side.ts'
import { printable } from '../kernel/printable.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import { aligned, lengthOf } from './columns.ts'

/** A column is no wider than this. */
const WIDTH = 42
/** No more lines than these. */
const MOST_LINES = 48

/** One line: a moment of one of the two. */
type Line = { readonly at: Ms; readonly side: 0 | 1; readonly text: string }

/** Tells two requests; every line of it is safe to print. */
export function sideBySideText(two: TwoAtATime): string[] {
  const [first, second] = two.sides
  const lines = [...linesOf(first, 0), ...linesOf(second, 1)].sort((a, b) => a.at - b.at)
  const shown = lines.slice(0, MOST_LINES)
  const rows = shown.map(({ at, side, text }) =>
    side === 0 ? [formatMs(at), text] : [formatMs(at), '', text],
  )
  const left = lines.length - shown.length
  return [
    `${two.component} handles two requests at a time:`,
    ...aligned([['', titleOf(first), titleOf(second)], ...rows]).map(printable),
    ...(left > 0 ? [`… and ${left} more`] : []),
  ]
}

const titleOf = ({ call, asked = call }: SideOfTwo): string => cut(asked)

function* linesOf({ at, calls }: SideOfTwo, side: 0 | 1): Generator<Line> {
  yield { at, side, text: 'is asked' }
  for (const { call, at, until, outcome, asked = '' } of calls) {
    const callee = call.slice(call.indexOf('->') + 2)
    yield { at, side, text: cut(`→ ${callee}  ${asked}`.trimEnd()) }
    yield { at: until, side, text: cut(`← ${callee}  ${outcome}`) }
  }
}

const cut = (text: string): string =>
  lengthOf(text) <= WIDTH
    ? text
    : `${Array.from(text)
        .slice(0, WIDTH - 1)
        .join('')}…`
