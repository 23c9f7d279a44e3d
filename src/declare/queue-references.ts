/** Mistakes between queues, their workers and their dead letters; and who takes whose messages. */
import { didYouMean, type Problem } from '../kernel/errors.ts'
import { mistakesInConsuming } from './consuming.ts'
import type { HandlerData, PartData, StepData, SystemData } from './data.ts'

type Parts = ReadonlyMap<string, PartData>

/** The same parts; each queue knows its workers, in order of names. */
export function withWorkers(parts: Parts): Parts {
  return new Map(
    [...parts].map(([name, part]): [string, PartData] => {
      if (part.kind === 'clients' || part.messages === null) return [name, part]
      return [name, { ...part, messages: { ...part.messages, workers: workersOf(parts, name) } }]
    }),
  )
}

function workersOf(parts: Parts, queue: string): string[] {
  return [...parts]
    .filter(([, part]) => part.kind === 'worker' && part.source === queue)
    .map(([name]) => name)
    .sort()
}

/** Mistakes in who takes the messages of a part, and in whose messages it takes. */
export function* mistakesInQueues(
  { parts }: SystemData,
  name: string,
  part: HandlerData,
): Generator<Problem> {
  if (part.source !== null) {
    yield* noQueue(parts, part.source, { where: `${name} › of` })
    const source = parts.get(part.source)
    if (source?.kind === 'queue' && source.messages !== null)
      yield* mistakesInConsuming(name, part, source.messages)
  }
  if (part.messages === null) return
  const { deadLetters, workers } = part.messages
  if (deadLetters !== null) {
    yield* noQueue(parts, deadLetters, { where: `${name} › deadLetters` })
    yield* circleOf(parts, name)
  }
  if (workers.length === 0 && !isForDeadLetters(parts, name)) {
    const fix = `add worker({ of: '${name}', handle: […] }), or name it as deadLetters of a queue`
    yield { what: `nobody takes the messages of "${name}"`, where: name, fix }
  }
}

/** What is said of a message, and its queue does not heed. */
export function mistakeInMessage({ parts }: SystemData, step: StepData): Problem | undefined {
  if (step.step !== 'publish' || step.message === undefined) return undefined
  const { to, message } = step
  const part = parts.get(to)
  const messages = part === undefined || part.kind === 'clients' ? null : part.messages
  if (messages === null) return undefined
  if (message.priority !== null && !messages.byPriority) {
    const what = `"${to}" gets messages with a priority, but hands out the oldest first`
    return { what, fix: `give it order: 'priority', or leave priority out of publish('${to}')` }
  }
  if (message.delay === null || messages.partitions === null) return undefined
  const what = `"${to}" gets messages with a delay, but its partitions keep the order they came in`
  return { what, fix: `leave delay out of publish('${to}'), or partitions out of "${to}"` }
}

function* noQueue(parts: Parts, name: string, { where }: { where: string }): Generator<Problem> {
  const part = parts.get(name)
  if (part?.kind === 'queue') return
  const queues = [...parts].filter(([, { kind }]) => kind === 'queue').map(([queue]) => queue)
  const what = part === undefined ? 'is not declared' : `is no queue but ${kindIs(part)}`
  yield { what: `"${name}" ${what}`, where, fix: didYouMean(name, queues) }
}

const kindIs = ({ kind }: PartData): string => (kind === 'clients' ? kind : `a ${kind}`)

const isForDeadLetters = (parts: Parts, queue: string): boolean =>
  [...parts.values()].some(part => part.kind === 'queue' && part.messages?.deadLetters === queue)

/** A queue whose dead letters come back to it: told once, at the first of the circle by name. */
function* circleOf(parts: Parts, start: string): Generator<Problem> {
  const path = [start]
  for (let next = deadLettersOf(parts, start); next !== null; next = deadLettersOf(parts, next)) {
    path.push(next)
    if (next !== start && !path.slice(0, -1).includes(next)) continue
    if (next === start && path.every(name => start <= name)) {
      const what = `dead letters go in a circle: ${path.join(' → ')}`
      yield { what, where: start, fix: 'let the last of them keep its dead letters' }
    }
    return
  }
}

function deadLettersOf(parts: Parts, queue: string): string | null {
  const part = parts.get(queue)
  return part?.kind === 'queue' ? (part.messages?.deadLetters ?? null) : null
}
