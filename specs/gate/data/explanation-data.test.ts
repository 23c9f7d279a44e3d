/** D10, F7: causes and remedies as data in `--json` of `gameday run`, `replay` and `explore`. */
import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { called, folderWith, fragileFile, shopFile } from '../../cli/support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const file = (holds: string, more = ''): string =>
  shopFile(`import { goal } from 'gameday'
export default experiment(shop, {
  for: '20s', faults: [slow('db', { by: '2s' }).at('5s').for('5s')], holds: ${holds}, ${more}
})`)

async function ran(text: string, ...words: string[]) {
  cwd = folderWith({ 'shop.ts': text })
  return JSON.parse((await called([...words, 'shop.ts', '--json'], { cwd })).out)
}

const fault = "slow('db', { by: '2s' }).at('5s').for('5s')"

describe('D10 the explanations of gameday run --json', () => {
  it('tell the goal, by how much it is missed, and why, with what was checked', async () => {
    const { version, explanations } = await ran(file("goal.availability('99%')"), 'run')
    expect(version).toBe(1)
    const [{ goal, measured, margin, cause }] = explanations
    expect(goal).toEqual({ text: "goal.availability('99%')", goal: 'availability', says: ['99%'] })
    expect({ measured, unit: margin.unit, by: margin.by }).toEqual({
      measured: '76.65%',
      unit: 'share',
      by: 302 / 394 - 0.99,
    })
    expect(cause).toMatchObject({
      place: 'web->db',
      mechanism: 'no time-out',
      guilt: 'needed',
      faults: [fault],
      path: ['shoppers->web', 'web->db'],
      spell: { fromMs: 5_000, toMs: 10_500 },
      loop: null,
      spread: { components: ['db', 'web'], missed: 92, share: 1, depth: 2, durationMs: 5_500 },
      checked: { isConfirmed: true, unchecked: [], runs: 2 },
    })
    expect(cause.checked.instead[0]).toEqual({
      change: 'without that fault',
      measured: '100%',
      holds: true,
    })
  })

  it('have steps with times and counts, and a graph from the fault to the clients', async () => {
    const { explanations } = await ran(file("goal.availability('99%')"), 'run')
    const [{ cause }] = explanations
    const [begun, carried] = cause.steps
    expect(begun).toMatchObject({ at: 'db', fromMs: 5_000, counts: { issued: 40, failed: 0 } })
    expect(begun.counts.calm).toEqual({
      issued: 92,
      failed: 0,
      unfinished: 0,
      attempts: 92,
      meanMs: 5,
    })
    expect(carried).toMatchObject({ at: 'web->db', counts: { issued: 40, attempts: 40 } })
    expect(cause.graph.nodes.map(({ id }: { readonly id: string }) => id)).toEqual([
      fault,
      'db',
      'web->db',
      'web',
      'shoppers->web',
      'shoppers',
    ])
  })

  it('have remedies: changes as data, lines, verdicts, margins and costs', async () => {
    const { explanations } = await ran(file("goal.availability('99%')"), 'run')
    const [{ remedies }] = explanations
    const [cure] = remedies.cures
    expect(cure).toMatchObject({
      what: 'time-out of 20ms and a fallback at web->db',
      changes: [
        { kind: 'time-out', place: 'web->db', value: 20 },
        { kind: 'fallback', place: 'web->db', value: null },
      ],
      lines: [{ part: 'web', minus: "call('db')" }],
      measured: '100%',
      costs: [],
      alsoHolds: { seeds: 2, faults: 0 },
    })
    expect(cure).toMatchObject({ isStandIn: true, messagesLost: 0 })
    expect(remedies.insufficient[0]).toMatchObject({ why: 'is not enough' })
  })

  it('are those that the message tells, whoever states the goal, and always the same', async () => {
    const matcher = await ran(file("run => expect(run).toStayAvailable('99%')"), 'run')
    const { cause, remedies } = matcher.explanations[0]
    for (const { sentence } of cause.steps) expect(matcher.message).toContain(sentence)
    expect(matcher.message).toContain(remedies.cures[0].lines[0].plus)
    rmSync(cwd, { recursive: true })
    const again = await ran(file("run => expect(run).toStayAvailable('99%')"), 'run')
    expect(JSON.stringify(again)).toBe(JSON.stringify(matcher))
  })

  it('are none where nothing broke, nobody may explain, or a function judges', async () => {
    const each = [
      file("goal.availability('50%')"),
      file("goal.availability('99%')", 'explain: false'),
      file('run => run.availability() > 0.99'),
    ]
    for (const text of each) {
      expect((await ran(text, 'run')).explanations).toEqual([])
      rmSync(cwd, { recursive: true })
    }
  })

  it('are one for each goal', async () => {
    const both = "[goal.availability('99%'), goal.latency('p99', '100ms')]"
    const { explanations } = await ran(file(both), 'run')
    const texts = explanations.map(({ goal }: { readonly goal: { text: string } }) => goal.text)
    expect(texts).toEqual(["goal.availability('99%')", "goal.latency('p99', '100ms')"])
  })
})

describe('D10 the explanations of a counterexample', () => {
  it('stand in explore --json, and the same in replay --json', async () => {
    const { counterexample } = await ran(fragileFile, 'explore')
    const [explanation] = counterexample.explanations
    expect(explanation.goal.text).toBe("goal.availability('95%')")
    expect(explanation.cause.faults).toHaveLength(counterexample.faults.length)
    const { out } = await called(['replay', counterexample.code, '--json'], { cwd })
    expect(JSON.parse(out).explanations).toEqual(counterexample.explanations)
  })
})
