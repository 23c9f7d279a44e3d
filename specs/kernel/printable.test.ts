/** Names may be anything, and a terminal obeys some of it: every text passes one door. */
import { describe, expect, it } from 'vitest'
import { call, clients, crash, simulate, store, system, UsageError } from '../../src/index.ts'
import { printable, printableLines, shortened } from '../../src/kernel/printable.ts'

/** Clears a screen, ends a line, turns the direction of writing. */
const EVIL = 'x\u001B[2J\u009B31m\nfake ok\r\u202E\u2066\u2028'
const SHOWN = 'x\\u001b[2J\\u009b31m\\nfake ok\\r\\u202e\\u2066\\u2028'

/** All but a line break. */
const obeyed = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

describe('a text for a terminal', () => {
  it('shows what a terminal would obey, as JSON and source code write it', () => {
    expect(printable(EVIL)).toBe(SHOWN)
    expect(JSON.parse(`"${printable(EVIL)}"`)).toBe(EVIL)
  })

  it('keeps its lines where it has some', () => {
    expect(printableLines('a\nb\u0007')).toBe('a\nb\\u0007')
  })

  it('is cut in its middle when it is long, and never within a character', () => {
    expect(shortened('ab', 5)).toBe('ab')
    expect(shortened('abcdefghij', 7)).toBe('abcd…ij')
    expect(shortened(`abc${'🎈'.repeat(4)}`, 7)).toBe('abc…🎈')
  })
})

describe('a name that a terminal would obey', () => {
  const shop = system(EVIL, {
    [EVIL]: clients({ rate: '1/s', call: 'db' }),
    db: store({ concurrency: 1, time: '1ms' }),
  })

  it('is shown by a system and by a run', () => {
    const run = simulate(shop, { for: '1s', seed: EVIL })
    expect(String(shop)).not.toMatch(obeyed)
    expect(String(shop).split('\n')).toHaveLength(3)
    expect(String(run)).toContain(`run of ${SHOWN}, seed ${SHOWN}, 1s`)
    expect(run.toJSON()).not.toMatch(obeyed)
  })

  it('is shown by an error, and by the problems in it', () => {
    const declared = (): unknown =>
      system(EVIL, { [EVIL]: clients({ rate: EVIL as '1/s', call: EVIL }) } as never)
    const { message, problems } = refusalOf(declared)
    expect(message).not.toMatch(obeyed)
    expect(message).toContain(SHOWN)
    const told = problems.flatMap(({ what, where = '', fix = '' }) => [what, where, fix])
    expect(told.join('')).not.toMatch(obeyed)
  })

  it('is shown by the sentence of a fault, which declares the same fault', () => {
    const sentence = String(crash(EVIL).at('1s'))
    expect(sentence).toContain(`crash('${SHOWN}').at('1s')`)
    expect(sentence).not.toMatch(obeyed)
  })
})

describe('a name of 300,000 characters', () => {
  const long = `a${'b'.repeat(299_998)}z`

  it('is told by its beginning and its end, and compared with no other', () => {
    const parts = { web: clients({ rate: '1/s', call: long }), db: store({ time: '1ms' }) }
    const declared = (): unknown => system('shop', parts as never)
    const { message } = refusalOf(declared)
    expect(message.length).toBeLessThan(2_000)
    expect(message).toMatch(/abbb+…bbb+z/)
  })

  it('is no slip of the finger as a fault, a question or a kind', () => {
    const shop = system('shop', {
      web: clients({ rate: '1/s', call: call('db') }),
      db: store({ concurrency: 1, time: '1ms' }),
    })
    const run = simulate(shop, { for: '1s' })
    const wrong = [
      () => simulate(shop, { for: '1s', faults: [crash(long as never)] }),
      () => run.at(long as never),
      () => run.series(long as never),
      () => run.availability({ [long]: 1 }),
      () => system('shop', { db: store({ time: '1ms', [long]: 1 } as never) }),
    ]
    for (const declared of wrong) expect(declared).toThrow(/…/)
  })
})

/** The mistake that something throws. */
function refusalOf(declared: () => unknown): UsageError {
  try {
    declared()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
