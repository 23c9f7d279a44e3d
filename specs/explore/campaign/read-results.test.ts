/** Files of results: the whole of them or nothing, and every mistake with its line. */
import { mkdirSync, readdirSync } from 'node:fs'
import { crash } from 'gameday'
import { describe, expect, it } from 'vitest'
import { readResults } from '../../../src/explore/campaign/read-results.ts'
import { trialLine } from '../../../src/explore/campaign/result-lines.ts'
import { ResultsFile, resultsText } from '../../../src/explore/campaign/write-results.ts'
import { folder, headerWith, resultOf } from './support/played.ts'

const schedule = { seed: '1/2', faults: [crash('db').at('1s').for('1s').toJSON()] }

const results = [
  resultOf(0),
  resultOf(1, { behaviours: ['db queue is full'], reached: ['it opened'] }),
  resultOf(2, { verdict: 'broken', goal: 'holds', message: 'no "good"\nat all', schedule }),
  resultOf(3, { verdict: 'endless', requests: [], latency: [] }),
]
const whole = resultsText(headerWith(), results, 'complete')
const lines = whole.trimEnd().split('\n')

/** The whole file with one line in place of another; line 1 is the header. */
const withLine = (number: number, text: string): string =>
  `${lines.map((line, i) => (i + 1 === number ? text : line)).join('\n')}\n`

describe('a file of results (F8)', () => {
  it('comes back as it was written', async () => {
    const read = await readResults(folder().write('a.jsonl', whole))

    expect(read).toMatchObject({ header: headerWith(), ending: 'complete', warnings: [] })
    expect(read.entries.map(({ line }) => line)).toEqual([2, 3, 4, 5])
    expect(
      resultsText(
        read.header,
        read.entries.map(({ result }) => result),
        'complete',
      ),
    ).toBe(whole)
  })

  it('can be read at any moment, and is in order at the end', async () => {
    const here = folder()
    const file = new ResultsFile(here.path('a.jsonl'), headerWith(), [])
    for (const result of results.toReversed()) file.add(result)
    const before = await readResults(here.path('a.jsonl'))
    file.close('complete')

    expect(before.ending).toBe('killed')
    expect(before.entries.map(({ result }) => result.trial)).toEqual([3, 2, 1, 0])
    expect(here.read('a.jsonl')).toBe(whole)
  })

  it('that cannot be written leaves no half of it behind', () => {
    const here = folder()
    mkdirSync(here.path('taken'))
    expect(() => new ResultsFile(here.path('taken'), headerWith())).toThrow('cannot be written')
    expect(readdirSync(here.path('.'))).toEqual(['taken'])
  })

  it('whose writer was killed in the middle of a line is used but for that line', async () => {
    const path = folder().write('a.jsonl', whole.slice(0, whole.indexOf('"endless"')))
    const { entries, ending, warnings } = await readResults(path)

    expect(entries.map(({ result }) => result.trial)).toEqual([0, 1, 2])
    expect(ending).toBe('killed')
    expect(warnings).toEqual([
      `${path}:5  the line breaks off, and is left out`,
      `${path} has no end: its campaign was killed; 3 trials of it are used`,
    ])
  })

  it.each([
    ['is no JSON', 3, '{"trial":1,', 'the line is no JSON object'],
    ['is no JSON object', 3, '[1]', 'the line is no JSON object'],
    ['is empty', 3, '', 'the line is no JSON object'],
    ['has a count that is none', 2, trialLine(resultOf(0, { requests: [-1] })), 'requests'],
    ['has a count too few', 2, trialLine(resultOf(0, { requests: [9] })), 'requests'],
    ['has a verdict that is none', 2, lines[1].replace('held', 'hold'), 'did you mean "held"?'],
    ['has a name that is not ours', 2, lines[1].replace('touched', 'touhced'), 'touhced'],
    ['has a fault that is none', 4, lines[3].replace('crash', 'crush'), 'did you mean "crash"?'],
    ['is of no trial of it', 2, trialLine(resultOf(4)), 'trial 4 is not of this campaign or shard'],
    ['is a second header', 2, lines[0], 'there is a second header'],
    ['has more trials than can be', 1, lines[0].replace(/"runs":4/, '"runs":1e15'), 'runs'],
    ['is an end before the end', 3, lines[5], 'the end tells of 4 trials, and there are 1'],
    [
      'has no checksum at the end',
      6,
      lines[5].replace(/,"sha256":"\w+"/, ''),
      'the end has no checksum: nothing vouches for it',
    ],
    ['is missing before the end', 6, '{"end":"complete","trials":3}', 'the end tells of 3 trials'],
  ])('is refused when a line %s, by its number', async (_, number, text, why) => {
    const path = folder().write('a.jsonl', withLine(number, text))
    const refusal = await readResults(path).catch(String)

    expect(refusal).toContain(`${path}:${number}`)
    expect(refusal).toContain(why)
  })

  it.each([
    ['is empty', '', 'the file is empty'],
    ['does not begin with a header', lines.slice(1).join('\n'), 'begin with a header'],
    ['goes on after its end', `${whole}${lines[1]}\n`, 'there is a line after the end'],
    [
      'says it is complete and is not',
      withoutTrial2(),
      'it is said to be complete, but has 3 of 4 trials',
    ],
    ['is of another format', withLine(1, lines[0].replace('"results":1', '"results":2')), '2 is'],
  ])('is refused when it %s', async (_, text, why) => {
    await expect(readResults(folder().write('a.jsonl', text))).rejects.toThrow(why)
  })

  it.each([
    ['a verdict', 4, lines[3].replace('"broken"', '"held"')],
    ['a count', 2, lines[1].replace(/"requests":\[\d+/, '"requests":[7')],
    ['a seed', 1, lines[0].replace(/"seed":"\w+"/, '"seed":"other"')],
    ['how it ended', 6, lines[5].replace('complete', 'stopped')],
  ])('is refused when somebody has changed %s', async (_, number, text) => {
    expect(text).not.toBe(lines[number - 1])
    const path = folder().write('a.jsonl', withLine(number, text))
    await expect(readResults(path)).rejects.toThrow(
      'the checksum is another: a line was changed after the campaign wrote it',
    )
  })

  it('is read with the line ends of Windows, too', async () => {
    const path = folder().write('a.jsonl', whole.replaceAll('\n', '\r\n'))
    expect((await readResults(path)).ending).toBe('complete')
  })

  it('is refused when it is not there', async () => {
    await expect(readResults('/nowhere/a.jsonl')).rejects.toThrow(
      '/nowhere/a.jsonl cannot be read: ENOENT',
    )
  })
})

function withoutTrial2(): string {
  const left = results.filter(({ trial }) => trial !== 2)
  return resultsText(headerWith(), left, 'complete')
}
