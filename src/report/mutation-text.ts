/** What nobody notices when a system is weakened, as text, with the lines of the declaration. */
import type { Mutation, MutationScore } from '../explore/mutation/mutation-score.ts'
import { formatShare } from '../kernel/units.ts'
import { failureText } from './failure.ts'
import { counted } from './numbers.ts'
import { fitted } from './shortened.ts'
import { partText, wrapped } from './wrapped.ts'

/** No more weakenings than these in a chapter. */
const MOST = 10

type Found = Omit<MutationScore, 'toString'>

/** All that was found. */
export function mutationText(found: Found, system: string): string {
  const idle = found.mutations.filter(({ verdict }) => verdict === 'unexercised')
  const sections = [
    { title: 'No experiment notices', lines: shortened(found.survivors, withLines) },
    { title: 'Changes nothing in any run', lines: shortened(idle, ({ what }) => [what]) },
  ]
  return failureText({
    headline: fitted(headline(found, system), [system]),
    counts: countLines(found).map(line => fitted(line, found.leftOut)),
    sections: sections.map(({ title, lines }) => ({
      title,
      lines: lines.map(line => fitted(line, [])),
    })),
    replay: [],
  })
}

function headline({ score, because, mutations, survivors }: Found, system: string): string {
  if (score === undefined) return `${system}: there is no score, since ${because}`
  const noticed = mutations.filter(({ verdict }) => verdict === 'noticed').length
  const all = counted(noticed + survivors.length, 'weakening')
  return `${system}: ${noticed} of ${all} noticed, a score of ${formatShare(score)}`
}

function countLines({ runs, leftOut, unknown, mutations, because, score }: Found): string[] {
  const part = score === undefined || because === '' ? [] : [`Of a part only: ${because}.`]
  const invalid = mutations.filter(({ verdict }) => verdict === 'invalid').length
  return [
    `${counted(runs, 'experiment')} played.`,
    ...part,
    ...leftOut.slice(0, MOST).map(name => {
      const why = unknown.includes(name)
        ? 'nobody knows whether it holds as it is'
        : 'it does not hold as it is'
      return `Left out, since ${why}: ${name}.`
    }),
    ...(invalid > 0
      ? [`${counted(invalid, 'weakening')} made no system, or one without faults.`]
      : []),
  ]
}

const withLines = ({ what, lines }: Mutation): string[] => [
  what,
  ...lines.flatMap(({ short: { minus, plus }, ...at }) => [
    ...(minus === undefined ? [] : wrapped(`  - ${partText(at)}  ${minus}`)),
    ...(plus === undefined ? [] : wrapped(`  + ${partText(at)}  ${plus}`)),
  ]),
]

function shortened(
  all: readonly Mutation[],
  linesOf: (mutation: Mutation) => readonly string[],
): string[] {
  const more = all.length - MOST
  return [...all.slice(0, MOST).flatMap(linesOf), ...(more > 0 ? [`and ${more} more`] : [])]
}
