/** F10: a report is whole, or what was there before stays. */
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from 'gameday'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unwritten, writeReport } from '../../src/gate/write.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gameday-write-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('F10 writing a report', () => {
  it('makes the folders, takes the place of what was there, and leaves nothing beside it', () => {
    const path = join(folder, 'a/b/report.json')
    writeReport(path, 'first')
    writeReport(path, 'second')
    expect(readFileSync(path, 'utf8')).toBe('second')
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['report.json'])
  })

  it('says where it cannot be written and what to do', () => {
    writeFileSync(join(folder, 'file'), 'not a folder')
    const write = (): void => writeReport(join(folder, 'file/report.json'), 'x', 'file/report.json')
    expect(write).toThrow(UsageError)
    expect(write).toThrow(
      'the report file/report.json could not be written: a part of its path is a file\n' +
        '  fix:   name another file',
    )
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('not a folder')
  })

  it('leaves what was there where it fails at the last step', () => {
    mkdirSync(join(folder, 'report.json'))
    expect(() => writeReport(join(folder, 'report.json'), 'x', 'report.json')).toThrow(
      'the report report.json could not be written: there is a folder of that name',
    )
    expect(readdirSync(folder)).toEqual(['report.json'])
  })

  it('leaves a link a link, and writes to a pipe without taking its place', () => {
    const [file, link, pipe] = ['file', 'link', 'pipe'].map(name => join(folder, name))
    writeFileSync(file, 'first')
    symlinkSync('file', link)
    writeReport(link, 'second')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('second')

    execFileSync('mkfifo', [pipe])
    const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK)
    writeReport(pipe, 'third')
    const read = new Uint8Array(5)
    expect(lstatSync(pipe).isFIFO()).toBe(true)
    readSync(end, read)
    closeSync(end)
    expect(new TextDecoder().decode(read)).toBe('third')
  })

  it('says that a disk is full, and that nothing is lost', () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    expect(unwritten(full, 'report.json')).toEqual({
      what: 'the report report.json could not be written: the disk is full',
      fix: 'free some space; an earlier report is still there',
    })
  })
})
