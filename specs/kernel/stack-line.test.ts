/** F10: a line of a stack says its place, whatever the folders on its path are called. */
import { describe, expect, it } from 'vitest'
import { stackPlace } from '../../src/kernel/stack-line.ts'

describe('F10 a line of a stack', () => {
  it.each([
    ['at /home/me/a.ts:3:7', '/home/me/a.ts'],
    ['at play (/home/me/a.ts:3:7)', '/home/me/a.ts'],
    ['at async play (/home/me/a.ts:3:7)', '/home/me/a.ts'],
    ['at async file:///home/me/a.ts:3:7', 'file:///home/me/a.ts'],
    ['at Object.<anonymous> [as run] (/home/me/a.ts:3:7)', '/home/me/a.ts'],
    ['at new Shop (C:\\me\\a.ts:3:7)', 'C:\\me\\a.ts'],
    ['at /home/my (own) tests/a (1).ts:3:7', '/home/my (own) tests/a (1).ts'],
    ['at play (/home/my (own) tests/a (1).ts:3:7)', '/home/my (own) tests/a (1).ts'],
    ['at async /home/(app)/[id]/a.ts:3:7', '/home/(app)/[id]/a.ts'],
    ['at Object.play (D:/Program Files (x86)/a.ts:3:7)', 'D:/Program Files (x86)/a.ts'],
    ['at play (file:///home/my%20(own)/a.ts:3:7)', 'file:///home/my%20(own)/a.ts'],
    ['at a file called 1:2 (/home/a b:9:9/a.ts:3:7)', '/home/a b:9:9/a.ts'],
  ])('%s', (line, file) => {
    expect(stackPlace(`    ${line}`)).toEqual({ file, line: 3, column: 7 })
  })

  it.each([
    'at node:internal/process/task_queues:95:5',
    'at Module._compile (node:internal/modules/cjs/loader:1554:14)',
    'at Array.map (<anonymous>)',
    'at Promise.all (index 0)',
    'expected 3 to be 4',
  ])('is in no file: %s', line => {
    expect(stackPlace(`    ${line}`)).toBeUndefined()
  })
})
