/** CoDel by both laws, against references written from the sources, and its promises. */
import * as fc from 'fast-check'
import { delayRule } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

type Served = { readonly gapMs: number; readonly waitedMs: number; readonly behind: number }

const target = 5
const interval = 100

const served: fc.Arbitrary<Served> = fc.record({
  gapMs: fc.oneof(fc.constantFrom(0, 1, 50, 100, 101, 300), fc.integer({ min: 0, max: 60 })),
  waitedMs: fc.oneof(fc.constantFrom(0, 4, 5, 6, 10, 11), fc.integer({ min: 0, max: 200 })),
  behind: fc.integer({ min: 0, max: 6 }),
})
const lives = fc.array(served, { maxLength: 150, size: 'max' })

/** folly's Codel::overloaded_explicit_now with one thread, its names kept. */
function follyReference(requests: readonly Served[]): boolean[] {
  let [minDelay, intervalTime, resetDelay, overloaded] = [0, -1, true, false]
  let now = 0
  return requests.map(({ gapMs, waitedMs: delay }) => {
    now += gapMs
    if (now > intervalTime && !resetDelay) {
      resetDelay = true
      intervalTime = now + interval
      overloaded = minDelay > target
    }
    if (resetDelay) {
      resetDelay = false
      minDelay = delay
      return false
    }
    minDelay = Math.min(minDelay, delay)
    return overloaded && delay > 2 * target
  })
}

type Packet = Served & { readonly at: number; readonly id: number }

/** RFC 8289's deque() over a line of packets; each says when it was dequeued and what was left. */
class Rfc8289 {
  readonly dropped: number[] = []
  #firstAbove = 0
  #dropNext = 0
  #count = 0
  #lastCount = 0
  #dropping = false

  constructor(readonly line: Packet[]) {}

  deque(): void {
    let [packet, ok] = this.#doDeque()
    if (this.#dropping) {
      if (!ok) this.#dropping = false
      while (packet !== undefined && this.#dropping && packet.at >= this.#dropNext) {
        this.dropped.push(packet.id)
        this.#count++
        ;[packet, ok] = this.#doDeque()
        if (ok) this.#dropNext += interval / Math.sqrt(this.#count)
        else this.#dropping = false
      }
    } else if (ok && packet !== undefined) {
      this.dropped.push(packet.id)
      const now = packet.at
      this.#doDeque()
      this.#dropping = true
      const delta = this.#count - this.#lastCount
      this.#count = delta > 1 && now - this.#dropNext < 16 * interval ? delta : 1
      this.#dropNext = now + interval / Math.sqrt(this.#count)
      this.#lastCount = this.#count
    }
  }

  #doDeque(): [Packet | undefined, boolean] {
    const packet = this.line.shift()
    if (packet === undefined || packet.waitedMs < target || packet.behind <= 1) {
      this.#firstAbove = 0
      return [packet, false]
    }
    if (this.#firstAbove === 0) {
      this.#firstAbove = packet.at + interval
      return [packet, false]
    }
    return [packet, packet.at >= this.#firstAbove]
  }
}

function rfcReference(requests: readonly Served[]): number[] {
  let at = 1 // the RFC takes 0 for "not above"
  const line = requests.map((request, id) => ({ ...request, at: (at += request.gapMs), id }))
  const reference = new Rfc8289(line)
  while (line.length > 0) reference.deque()
  return reference.dropped
}

function shedBy(law: 'folly' | 'rfc8289', requests: readonly Served[], start: number): boolean[] {
  const rule = delayRule({ law })
  let now = start
  return requests.map(({ gapMs, waitedMs, behind }) => {
    now += gapMs
    return rule.sheds(waitedMs, behind, now)
  })
}

describe('CoDel (E5)', () => {
  it("sheds whom folly's rule sheds, over 1,500 random sequences", () => {
    let shed = 0
    fc.assert(
      fc.property(lives, requests => {
        const ours = shedBy('folly', requests, 0)
        expect(ours).toEqual(follyReference(requests))
        shed += ours.filter(Boolean).length
      }),
      { seed: 20_261_202, numRuns: 1_500 },
    )
    expect(shed).toBeGreaterThan(1_000)
  })

  it("sheds whom RFC 8289's pseudocode drops, over 1,500 random sequences", () => {
    let shed = 0
    fc.assert(
      fc.property(lives, requests => {
        const ours = shedBy('rfc8289', requests, 1).flatMap((isShed, id) => (isShed ? [id] : []))
        expect(ours).toEqual(rfcReference(requests))
        shed += ours.length
      }),
      { seed: 20_261_203, numRuns: 1_500 },
    )
    expect(shed).toBeGreaterThan(1_000)
  })

  it('lets bursts pass that are gone within an interval, once it has seen a calm moment', () => {
    const calm = { gapMs: 10, waitedMs: 0, behind: 0 }
    const burst = [calm, ...[40, 30, 20, 10].map(waitedMs => ({ ...calm, waitedMs, behind: 3 }))]
    for (const law of ['folly', 'rfc8289'] as const) {
      expect(shedBy(law, [calm, ...burst, ...burst, ...burst, ...burst], 0)).not.toContain(true)
    }
  })

  it('sheds more and more often while the queue stands: after 100, then 71, 58, 50 ms', () => {
    const standing = Array.from({ length: 600 }, () => ({ gapMs: 1, waitedMs: 50, behind: 9 }))
    const shedAt = shedBy('rfc8289', standing, 0).flatMap((isShed, i) => (isShed ? [i + 1] : []))
    expect(shedAt.slice(0, 5)).toEqual([101, 201, 272, 330, 380])
  })

  it('forgets that it was shedding once nobody waits', () => {
    const rule = delayRule({ law: 'rfc8289' })
    for (let now = 1; now <= 150; now++) rule.sheds(50, 9, now)
    rule.emptied()
    expect(rule.sheds(50, 9, 202)).toBe(false)
  })
})
