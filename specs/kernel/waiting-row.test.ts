/** A row of those who wait, beside a plain list of them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WaitingRow } from '../../src/kernel/waiting-row.ts'

type Who = { readonly dueAt: number }

describe('a row of those who wait', () => {
  it('knows its head, whoever comes and from whatever place one leaves', () => {
    const deed = fc.constantFrom('add', 'add', 'add', 'remove', 'shift')
    fc.assert(
      fc.property(fc.array(fc.tuple(deed, fc.nat(40)), { maxLength: 200 }), deeds => {
        const row = new WaitingRow<Who>()
        const list: Who[] = []
        const removed: [unknown, unknown][] = []
        for (const [now, [what, place]] of deeds.entries()) {
          const who = list[place % list.length] ?? { dueAt: 0 }
          if (what === 'add') {
            list.push({ dueAt: now })
            row.add(list[list.length - 1], now)
          } else if (what === 'remove') {
            removed.push([row.remove(who), list.includes(who)])
            if (list.includes(who)) list.splice(list.indexOf(who), 1)
          } else if (list.length > 0) {
            removed.push([row.shift(), list.shift()])
          }
          expect(removed.every(([left, right]) => left === right)).toBe(true)
          expect([row.size, row.dueAt]).toEqual([list.length, list[0]?.dueAt ?? Infinity])
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
