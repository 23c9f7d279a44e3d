/** How the parts of a failure are put together, and what cannot get through. */
import { describe, expect, it } from 'vitest'
import { printable } from '../../src/kernel/printable.ts'
import { shellWord } from '../../src/report/shell-word.ts'
import { failureText } from '../../src/report/failure.ts'

describe('a failure', () => {
  it('has its parts in order, with lines between', () => {
    const text = failureText({
      headline: 'shop: availability 49%, wanted >= 90%',
      counts: ['510 of 1,000 requests failed.'],
      lanes: ['avail  ██▁▁', '       0s'],
      sections: [
        { title: 'What happened', lines: ['db  10 answers with error 500'] },
        { title: 'Why', lines: ['1. db: errors'] },
      ],
      replay: ['seed 7'],
    })
    expect(`\n${text}\n`).toMatchInlineSnapshot(`
      "
      shop: availability 49%, wanted >= 90%

        510 of 1,000 requests failed.

        avail  ██▁▁
               0s

        What happened
          db  10 answers with error 500

        Why
          1. db: errors

        Replay  seed 7
      "
    `)
  })

  it('leaves out what is empty', () => {
    const sections = [{ title: 'Why', lines: [] }]
    expect(failureText({ headline: 'a', counts: [], sections, replay: ['seed 7'] })).toBe(
      'a\n\n  Replay  seed 7',
    )
  })

  it('shows what a terminal would obey', () => {
    const headline = 'shop\u001B[2J\n\r\t\u0000\u0085\u2028\u202Eevil'
    expect(failureText({ headline, counts: [], replay: ['seed 7'] }).split('\n')[0]).toBe(
      'shop\\u001b[2J\\n\\r\\t\\u0000\\u0085\\u2028\\u202eevil',
    )
  })
})

describe('a name', () => {
  it('keeps its letters, whatever the script', () => {
    expect(printable('größer 日本 👩‍🚀 <b> & "x"')).toBe('größer 日本 👩‍🚀 <b> & "x"')
  })

  it('is quoted for a shell as little as it takes', () => {
    expect(['a-b', 'a b', "it's $x", ''].map(shellWord)).toEqual([
      'a-b',
      '"a b"',
      "'it'\\''s $x'",
      "''",
    ])
  })
})
