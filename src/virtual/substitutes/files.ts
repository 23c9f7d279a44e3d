/**
 * Files that are read: what is in them is the same for each run. What is written would outlive the
 * run, or not be there after a crash, so it stays an escape.
 */
import fs from 'node:fs'
import { onlyReads } from '../escapes/at-once.ts'
import type { Replacement } from '../globals/replace.ts'
import { callbackByTwin, promiseByTwin } from './by-twin.ts'

/** The replacements of what reads files. */
export const files = (): Replacement[] => [
  ...reads.map(name => callbackByTwin({ on: fs, name })),
  ...reads.map(name => promiseByTwin(fs.promises, name, fs)),
  // As streams do that read a file.
  callbackByTwin({ on: fs, name: 'open', allows: ([, flags]) => onlyReads(flags) }),
  callbackByTwin({ on: fs, name: 'fstat' }),
  callbackByTwin({
    on: fs,
    name: 'read',
    allows: args => args.length === 5,
    answers: (count, [, buffer]) => [count, buffer],
  }),
  callbackByTwin({ on: fs, name: 'close' }),
]

const reads = ['readFile', 'stat', 'lstat', 'access', 'readdir', 'realpath', 'readlink']
