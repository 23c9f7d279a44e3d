/** The units users write mean what they say, to the last bit, and a slip is explained. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/kernel/errors.ts'
import {
  bitsPerMs,
  bytes,
  type Duration,
  durationMs,
  formatMs,
  formatShare,
  kilometres,
  ratePerMs,
  share,
} from '../../src/kernel/units.ts'

describe('a duration', () => {
  it('is a number of milliseconds, or a number and its unit', () => {
    const written: [Duration, number][] = [
      [250, 250],
      ['7ns', 0.000007],
      ['150us', 0.15],
      ['0.4ms', 0.4],
      ['1.5s', 1500],
      ['3m', 180_000],
      ['2h', 7_200_000],
      ['0s', 0],
    ]
    for (const [text, ms] of written) expect(durationMs(text)).toBe(ms)
  })

  it('is exact where multiplying would be a bit off', () => {
    expect(1.005 * 1000).not.toBe(1005)
    expect(durationMs('1.005s')).toBe(1005)
    expect(durationMs('9us')).toBe(0.009)
    expect(durationMs('1.1m')).toBe(66_000)
  })

  it('may have spaces around and within', () => {
    expect(durationMs(' 1.5 s ' as Duration)).toBe(1500)
  })

  it('is never minus zero', () => {
    expect(Object.is(durationMs(-0), 0)).toBe(true)
  })
})

describe('the other quantities', () => {
  it('are rates per millisecond', () => {
    expect(ratePerMs('200/s')).toBe(0.2)
    expect(ratePerMs('3/ms')).toBe(3)
    expect(ratePerMs('6/m')).toBe(0.0001)
    expect(ratePerMs('36/h')).toBe(0.00001)
  })

  it('are shares from 0 to 1', () => {
    expect(99.9 / 100).not.toBe(0.999)
    expect(share('99.9%')).toBe(0.999)
    expect(share(0.999)).toBe(0.999)
    expect(share('0%')).toBe(0)
    expect(share('100%')).toBe(1)
  })

  it('are bytes, a kilobyte being a thousand', () => {
    expect(bytes(512)).toBe(512)
    expect(bytes('1KB')).toBe(1000)
    expect([bytes('1.5KiB'), bytes('2GiB')]).toEqual([1_536, 2_147_483_648])
    expect(bytes('1.5MB')).toBe(1_500_000)
    expect(bytes('2GB')).toBe(2_000_000_000)
  })

  it('are bits per millisecond: a megabyte takes 8 ms at 1 Gbps', () => {
    expect(bitsPerMs('1Gbps')).toBe(1_000_000)
    expect(bitsPerMs('100Mbps')).toBe(100_000)
    expect(bitsPerMs('56Kbps')).toBe(56)
    expect((bytes('1MB') * 8) / bitsPerMs('1Gbps')).toBe(8)
  })

  it('are kilometres', () => {
    expect(kilometres('5500km')).toBe(5500)
    expect(kilometres('300m')).toBe(0.3)
  })
})

/** What is wrong and what to write, as reading a value tells it. */
function taught(read: (value: never) => number, value: unknown): string[] {
  try {
    return [`read as ${read(value as never)}`]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems.flatMap(({ what, fix }) => [what, fix!])
  }
}

const outcome = (read: () => number): unknown => {
  try {
    return read()
  } catch (error) {
    return error
  }
}

describe('a slip', () => {
  it('of the unit is put right', () => {
    expect(taught(durationMs, '250')).toEqual([
      '"250" is no duration: it has no unit',
      'write "250ms", or the number 250 (milliseconds)',
    ])
    expect(taught(durationMs, '5 min')).toEqual([
      '"5 min" is no duration: it has no unit "min"',
      'did you mean "5m"?',
    ])
    expect(taught(durationMs, '1d')).toEqual([
      '"1d" is no duration: it has no unit "d"',
      'use one of ms, ns, us, s, m, h, as in "250ms"',
    ])
    expect(taught(bytes, '1kb')[1]).toBe('did you mean "1KB"?')
    expect(taught(bitsPerMs, '10mbps')[1]).toBe('did you mean "10Mbps"?')
  })

  it('that leaves out per what, or how far, is asked back', () => {
    expect(taught(ratePerMs, 100)).toEqual(['100 is no rate: it has no unit', 'write "100/s"'])
    expect(taught(kilometres, 5)).toEqual(['5 is no distance: it has no unit', 'write "5km"'])
    expect(taught(bitsPerMs, 1e9)[0]).toBe('1000000000 is no bandwidth: it has no unit')
  })

  it('between percent and parts of one is seen', () => {
    expect(taught(share, 99.9)).toEqual([
      '99.9 is no share: it is over 100%',
      'write "99.9%" or 0.999',
    ])
    expect(taught(share, '150%')).toEqual([
      '"150%" is no share: it is over 100%',
      'write "99.9%" or 0.999',
    ])
    expect(taught(share, '0.999')[0]).toBe('"0.999" is no share: it has no unit')
    expect(taught(share, '99.9')[1]).toBe('write "99.9%", or the number 0.999 (0 to 1)')
    expect(taught(share, '500')[1]).toBe('write "99.9%"')
  })

  it('that gives no finite number from zero up is refused', () => {
    const reasons = [
      [-5, 'it is below zero'],
      ['-5ms', 'it is below zero'],
      [Number.NaN, 'it is not a finite number'],
      [Number.POSITIVE_INFINITY, 'it is not a finite number'],
      ['', 'it is empty'],
      ['  ', 'it is empty'],
      ['soon', 'it is not one number and its unit'],
      ['1_000ms', 'it is not one number and its unit'],
      ['1e3ms', 'it is not one number and its unit'],
      ['1.s', 'it is not one number and its unit'],
      ['1s 5ms', 'it is not one number and its unit'],
      ['5constructor', 'it has no unit "constructor"'],
      [`${'9'.repeat(400)}s`, 'it is too large'],
      [undefined, 'it is neither a text nor a number'],
      [null, 'it is neither a text nor a number'],
      [{ ms: 5 }, 'it is neither a text nor a number'],
      [5n, 'it is neither a text nor a number'],
    ] as const
    for (const [value, why] of reasons) expect(taught(durationMs, value)[0]).toMatch(why)
  })

  it('however it looks gives a finite number from zero up, or a usage error', () => {
    const junk = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.double(),
      fc.tuple(fc.double(), fc.constantFrom('ms', 's', 'h', '%', '/s', 'KB')).map(p => p.join('')),
    )
    const readers = [durationMs, ratePerMs, share, bytes, bitsPerMs, kilometres]
    const property = fc.property(junk, fc.constantFrom(...readers), (value, read) => {
      const result = outcome(() => read(value as never))
      expect(result instanceof UsageError || (Number.isFinite(result) && Number(result) >= 0)).toBe(
        true,
      )
    })
    fc.assert(property, { seed: 1, numRuns: 1000 })
  })

  it('of any length is quoted on one short line', () => {
    expect(taught(durationMs, `soon${'!'.repeat(100_000)}`)[0].length).toBeLessThan(100)
  })
})

describe('a time in a report', () => {
  it('has at most three figures, in the unit a person would choose', () => {
    const written: [number, string][] = [
      [0, '0ms'],
      [0.0000005, '0.5ns'],
      [0.005, '5us'],
      [0.05, '50us'],
      [0.145, '0.145ms'],
      [0.4, '0.40ms'],
      [25, '25ms'],
      [250, '250ms'],
      [999.6, '1s'],
      [1380, '1.38s'],
      [18_123, '18.1s'],
      [60_000, '1m'],
      [90_000, '90s'],
      [120_000, '2m'],
      [180_000, '3m'],
      [599_900, '10m'],
      [600_000, '10m'],
      [3_600_000, '1h'],
      [40_000_000, '11.1h'],
      [-1380, '-1.38s'],
    ]
    for (const [ms, text] of written) expect(formatMs(ms)).toBe(text)
  })

  it('reads back within half a percent', () => {
    const property = fc.property(fc.double({ min: 1e-7, max: 1e9, noNaN: true }), ms => {
      const back = durationMs(formatMs(ms) as Duration)
      expect(Math.abs(back - ms)).toBeLessThanOrEqual(0.005 * ms)
    })
    fc.assert(property, { seed: 1, numRuns: 2000 })
  })

  it('is never one that was not computed', () => {
    expect(() => formatMs(Number.NaN)).toThrow('a time in a report is NaN')
  })
})

describe('a share in a report', () => {
  it('has two decimals, and none to spare', () => {
    expect(formatShare(0.7374)).toBe('73.74%')
    expect(formatShare(0.26958)).toBe('26.96%')
    expect(formatShare(0.5)).toBe('50%')
    expect(formatShare(1)).toBe('100%')
    expect(formatShare(0)).toBe('0%')
  })

  it('is not rounded up to all, nor down to nothing', () => {
    expect(formatShare(0.99996)).toBe('99.996%')
    expect(formatShare(0.0000004)).toBe('0.00004%')
  })

  it('is never one that was not computed', () => {
    expect(() => formatShare(0 / 0)).toThrow('a share in a report is NaN')
  })

  it('does not look like the goal it missed', () => {
    expect(formatShare(0.99899)).toBe('99.9%')
    expect(formatShare(0.99899, 0.999)).toBe('99.899%')
    expect(formatShare(0.99901, 0.999)).toBe('99.901%')
    expect(formatShare(0.999, 0.999)).toBe('99.9%')
  })
})
