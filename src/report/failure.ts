/** A failure as text: what was wanted, the counts, the picture, what happened, how to replay it. */
import { printable } from '../kernel/printable.ts'

/** A chapter of a failure, such as "What happened". */
export type Section = { readonly title: string; readonly lines: readonly string[] }

/** The parts of a failure, in the order in which they are read; empty ones are left out. */
export type Failure = {
  /** The goal against what was measured, in one line. */
  readonly headline: string
  /** The counts behind it, as sentences. */
  readonly counts: readonly string[]
  /** The same over time. */
  readonly lanes?: readonly string[]
  /** What happened, why, and what would have held. */
  readonly sections?: readonly Section[]
  /** How to make it happen again. */
  readonly replay: readonly string[]
}

/** Composes a failure; every line of it is safe to print. */
export function failureText({
  headline,
  counts,
  lanes = [],
  sections = [],
  replay,
}: Failure): string {
  const blocks: (readonly string[])[] = [
    counts.map(indented),
    lanes.map(indented),
    ...sections.filter(({ lines }) => lines.length > 0).map(sectionLines),
    replay.map((line, i) => indented(`${i === 0 ? 'Replay' : '      '}  ${line}`)),
  ]
  const body = blocks.flatMap(block => (block.length > 0 ? ['', ...block] : []))
  return [headline, ...body].map(printable).join('\n')
}

const sectionLines = ({ title, lines }: Section): string[] =>
  [title, ...lines.map(indented)].map(indented)

const indented = (line: string): string => (line === '' ? '' : `  ${line}`)
