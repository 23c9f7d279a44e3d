/** Lanes over one axis of time, 60 columns whatever the run. */
import { crash, errors, rate, simulate, slow } from 'gameday'
import { describe, expect, it } from 'vitest'
import {
  breakerLane,
  courseRow,
  faultLanes,
  LANE_WIDTH,
  layOut,
  timeAxis,
} from '../../src/report/lanes.ts'
import { broken, outage, shop } from '../judge/support/outage.ts'

const slots = (lengthMs: number, ...values: (number | undefined)[]) =>
  values.map((value, i) => ({ fromMs: i * lengthMs, toMs: (i + 1) * lengthMs, value }))

describe('the lanes of an outage', () => {
  it('stand one under the other', () => {
    const { grid, transitions } = broken.recording
    const lanes = [
      breakerLane(transitions, grid.horizonMs),
      ...faultLanes(broken),
      timeAxis(grid.horizonMs),
    ]
    expect(`\n${layOut(lanes).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      breaker  ▁▁▁▁▁▁▁▁▁▁▁▁███████████████████████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  ▄ half-open  █ open
      fault    ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
  })

  it('show the first five faults of many, in order of time', () => {
    const faults = [9, 8, 7, 6, 5, 4, 3].map(at => crash('web').at(`${at}s`).for('100ms'))
    const lanes = faultLanes(simulate(shop, { for: '10s', faults }))
    expect(lanes.map(lane => lane.notes?.[0] ?? lane.row)).toEqual([
      ...faults.toReversed().slice(0, 5).map(String),
      'and 2 more faults',
    ])
  })

  it('show every time that a fault was in force', () => {
    const busy = rate('web', { over: '1s' }).above('50/s')
    const fault = slow('web', { by: '1ms' }).when(busy, { for: '2s', cooldown: '2s' })
    const [{ row }] = faultLanes(simulate(shop, { for: '10s', faults: [fault] }))
    // From 0.1 to 2.1 s, 4.1 to 6.1 s and 8.1 s to the end; a column is a sixth of a second.
    expect(row).toBe(['▒'.repeat(13), '▒'.repeat(13), '▒'.repeat(12)].join('·'.repeat(11)))
  })

  it('show a fault shorter than a column, and none that had not begun', () => {
    const faults = [errors('db').at('1s').for('1ms'), errors('db').at('10s').forever()]
    const rows = faultLanes(simulate(shop, { for: '10s', faults, strict: false })).map(
      lane => lane.row,
    )
    expect(rows).toEqual([`${'·'.repeat(6)}▒${'·'.repeat(53)}`, '·'.repeat(LANE_WIDTH)])
  })
})

describe('a measure over time', () => {
  it('fills the columns of its slots, and leaves the others empty', () => {
    const row = courseRow(slots(1_000, 7, undefined, 0), 3_000)
    expect(row).toBe('█'.repeat(20) + ' '.repeat(20) + '▁'.repeat(20))
  })

  it('shows the worst of the slots in a column', () => {
    const values = Array.from({ length: 240 }, (_, i) => (i === 121 ? 0 : 1))
    const row = courseRow(slots(1_000, ...values), 240_000, { scale: [0, 1], worst: 'least' })
    expect(row).toBe(`${'█'.repeat(30)}▁${'█'.repeat(29)}`)
  })

  it('is 60 columns wide when the slots do not divide by them', () => {
    expect(courseRow(slots(1_000, ...Array<number>(70).fill(1)), 70_000)).toBe('█'.repeat(60))
    expect(courseRow(slots(1_000, ...Array<number>(7).fill(1)), 7_000)).toBe('█'.repeat(60))
  })
})

describe('a note', () => {
  const row = '·'.repeat(LANE_WIDTH)
  const sentence = outage.toString()

  it('goes under its lane when the line would be too wide', () => {
    expect(layOut([{ name: 'fault', row, notes: [sentence] }])).toEqual([
      `fault  ${row}`,
      `       ${sentence}`,
    ])
    expect(layOut([{ name: 'avail', row, notes: ['min 0%'] }])).toEqual([`avail  ${row}  min 0%`])
  })

  it('goes under it in several lines, each within the width of a terminal', () => {
    const long = "delay('gateway->banners', { by: '150ms', jitter: '10ms' }).at('18s').for('30s')"
    const innocent = '(innocent: just as broken without it)'
    expect(layOut([{ name: 'fault', row, notes: [long, innocent] }])).toEqual([
      `fault  ${row}`,
      `       ${long}`,
      `       ${innocent}`,
    ])
    const words = Array.from({ length: 20 }, () => 'unavailable')
    const lines = layOut([{ name: 'fault', row, notes: [words.join(' ')] }])
    expect(lines.filter(line => line.length + 2 > 100)).toEqual([])
    expect(lines.join(' ').match(/unavailable/g)).toHaveLength(20)
  })
})
