/** What an editor shows on hover, asked of the declarations as they are packed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type UserConfig } from 'tsdown'
import { afterAll, describe, expect, it } from 'vitest'
import packed from '../../tsdown.config.ts'
import { silentOptions } from './rules/hovers.ts'
import { doors } from './support/doors.ts'
import { root } from './support/files.ts'

// Within the project, so that the packages it imports are found.
const place = mkdtempSync(join(root, 'node_modules', '.hovers-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

describe('a hover', () => {
  it('shows the text of every option in the packed types', async () => {
    const [modules] = packed as [UserConfig]
    await build({
      ...modules,
      config: false,
      cwd: root,
      outDir: place,
      logLevel: 'error',
      dts: { emitDtsOnly: true },
    })
    const files = Object.values(doors).map(door => join(place, door.replace(/\.ts$/, '.d.ts')))
    expect(silentOptions(files, place)).toEqual([])
  })

  it('without a text is told by its line, wherever a user may write the option', () => {
    const file = join(place, 'door.d.ts')
    const lines = [
      'type Inner = {',
      '  deep: number',
      '  /** Told. */',
      '  told: 1; /** Behind what stands before it, where no editor looks. */',
      '  untold: 1',
      '}',
      'export declare function f(options: { b: readonly Inner[] }): void',
      'export declare class Machine { settle(how: { late?: boolean }): void }',
      'export declare function g(): { made: number }',
    ]
    writeFileSync(file, lines.join('\n'))
    expect(silentOptions([file], place).map(found => found.split(' shows')[0])).toEqual([
      'door.d.ts:7  "b"',
      'door.d.ts:2  "deep"',
      'door.d.ts:5  "untold"',
      'door.d.ts:8  "late"',
    ])
  })
})
