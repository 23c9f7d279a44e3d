/** Evictions of the least important, side by side with the library `bottleneck` itself. */
import Bottleneck from 'bottleneck'
import { lineSettings, type SheddingOptions, WaitingLine } from 'gameday/policies'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { randomStream } from '../../../src/kernel/streams.ts'
import { Job } from './job.ts'

const strategies = {
  LEAK: { evict: 'leastImportant', displaceEquals: true },
  OVERFLOW_PRIORITY: { evict: 'leastImportant' },
  OVERFLOW: { evict: 'newest' },
} satisfies { [name: string]: SheddingOptions }

type Told = { readonly dropped: number[]; readonly served: number[] }

/** One job blocks the limiter; the others wait, are dropped, or are served once it is free. */
async function byBottleneck(
  strategy: keyof typeof strategies,
  highWater: number,
  priorities: readonly number[],
): Promise<Told> {
  const limiter = new Bottleneck({
    maxConcurrent: 1,
    highWater,
    strategy: Bottleneck.strategy[strategy],
    rejectOnDrop: false,
  })
  const told: Told = { dropped: [], served: [] }
  let free = (): void => {}
  limiter.on('dropped', ({ args }: { args: number[] }) => told.dropped.push(args[0]))
  void limiter.schedule(() => new Promise<void>(done => (free = done)))
  await vi.runAllTimersAsync()
  for (const [id, priority] of priorities.entries()) {
    void limiter.schedule({ priority }, async n => void told.served.push(n), id)
    await vi.runAllTimersAsync()
  }
  free()
  await vi.runAllTimersAsync()
  return told
}

function byOurs(options: SheddingOptions, highWater: number, priorities: readonly number[]): Told {
  const line = new WaitingLine<Job>(lineSettings({ ...options, order: 'priority' }))
  const told: Told = { dropped: [], served: [] }
  for (const [id, priority] of priorities.entries()) {
    const job = new Job(id, priority)
    const goes = line.length < highWater ? null : line.victim(job, () => 0)
    if (goes !== null) told.dropped.push(goes.id)
    if (goes === job) continue
    if (goes !== null) line.remove(goes)
    line.add(job)
  }
  for (let job = line.shift(); job !== null; job = line.shift()) told.served.push(job.id)
  return told
}

describe('the least important goes first, as in bottleneck (E5)', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it.each(['LEAK', 'OVERFLOW_PRIORITY', 'OVERFLOW'] as const)(
    '%s: the same are dropped and served, in the same order, in 400 random sequences',
    async strategy => {
      const random = randomStream('bottleneck', strategy)
      let drops = 0
      for (let i = 0; i < 400; i++) {
        const highWater = Math.floor(random() * 6)
        const length = 1 + Math.floor(random() * 14)
        const priorities = Array.from({ length }, () => Math.floor(random() * 10))
        const theirs = await byBottleneck(strategy, highWater, priorities)
        expect(byOurs(strategies[strategy], highWater, priorities)).toEqual(theirs)
        drops += theirs.dropped.length
      }
      expect(drops).toBeGreaterThan(1_000)
    },
  )
})
