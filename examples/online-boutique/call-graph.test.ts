/** The declared shop makes the published calls: in that order, as often, and as forgiving. */
import { describe, expect, it } from 'vitest'
import graph from './call-graph.json'
import { boutique, CART_ITEMS, RECOMMENDED } from './system.ts'

/** A step as a declaration holds it; everything declared is plain data. */
type Step = {
  readonly to?: string
  readonly optional?: boolean
  readonly timeout?: string
  readonly times?: number
  readonly steps?: Step | readonly Step[]
}

type Part = {
  readonly concurrency?: number
  readonly first?: string
  readonly tasks: { readonly [task: string]: { weight: number; steps: Step | readonly Step[] } }
  readonly operations: { readonly [operation: string]: Step | readonly Step[] }
}

const parts = boutique().parts as unknown as { readonly [name: string]: Part }

/** The calls that steps make, one after another: `ad.getAds optional timeout=100ms`. */
function made(steps: Step | readonly Step[]): string[] {
  return [steps].flat().flatMap(({ to, steps: inner, times = 1, optional, timeout }) => {
    if (inner !== undefined) return repeated(times, made(inner))
    if (to === undefined) return []
    return [`${to}${optional ? ' optional' : ''}${timeout ? ` timeout=${timeout}` : ''}`]
  })
}

/** The same from published lines: `productcatalog.get + currency.convert, for each item`. */
function published(lines: readonly string[]): string[] {
  return lines.flatMap(line => {
    const callees = line.match(/^redis|\b[a-z]+\.[a-z]+/gi) ?? []
    const optional = line.includes(' optional') ? ' optional' : ''
    const timeout = / timeout=\w+/.exec(line)?.[0] ?? ''
    return repeated(
      timesIn(line),
      callees.map(callee => `${callee}${optional}${timeout}`),
    )
  })
}

function timesIn(line: string): number {
  if (line.includes(' x(recommended')) return RECOMMENDED
  if (line.includes('for each item')) return CART_ITEMS
  return Number(/ x(\d+)/.exec(line)?.[1] ?? 1)
}

const repeated = (times: number, calls: string[]): string[] =>
  Array.from({ length: times }, () => calls).flat()

const pages = Object.entries(graph.frontend)
const others = (['checkout', 'recommendation', 'cart'] as const).flatMap(service =>
  Object.entries(graph[service])
    .filter((entry): entry is [string, string[]] => Array.isArray(entry[1]))
    .map(([operation, lines]) => [service, operation, lines] as const),
)

describe('the shop makes the published calls', () => {
  it.each(pages)('on the page %s', (page, lines) => {
    expect(made(parts.frontend.operations[page])).toEqual(published(lines))
  })

  it.each(others)('in %s.%s', (service, operation, lines) => {
    expect(made(parts[service].operations[operation])).toEqual(published(lines))
  })

  it('and has no page besides', () => {
    expect(Object.keys(parts.frontend.operations)).toEqual(Object.keys(graph.frontend))
  })
})

describe('its users', () => {
  it.each(Object.entries(graph.tasks))('visit the published pages to %s', (task, visited) => {
    expect(made(parts.users.tasks[task].steps)).toEqual(visited)
  })

  it('do everything as often as published, and begin at the same page', () => {
    const tasks = Object.entries(parts.users.tasks)
    const weights = Object.fromEntries(tasks.map(([task, { weight }]) => [task, weight]))
    expect(weights).toEqual(graph.load.weights)
    expect(parts.users.first).toBe(graph.load.first)
  })
})

it('has as many workers as published where they are few', () => {
  expect(parts.recommendation.concurrency).toBe(graph.recommendation.workers)
  expect(parts.email.concurrency).toBe(graph.email.workers)
})
