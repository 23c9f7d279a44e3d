/** Imports point down the layers, and never in a circle. */
import { describe, expect, it } from 'vitest'
import { cycles, layerOf, layers, upwardImports } from './rules/layers.ts'
import { source, sourcesIn } from './support/files.ts'

describe('the layers', () => {
  it('hold: every import points down', () => {
    expect(upwardImports(sourcesIn('src', 'matchers'))).toEqual([])
  })

  it('hold: no files import each other in a circle', () => {
    expect(cycles(sourcesIn('src', 'matchers'))).toEqual([])
  })

  it('have a row for every folder there is', () => {
    const found = sourcesIn('src', 'matchers').map(file => layerOf(file.path))
    expect(found.filter(layer => !(layer in layers))).toEqual([])
  })
})

describe('an import that points up', () => {
  const breaches = (path: string, text: string) => upwardImports([source(path, text)])

  it('is told with its line, its layers and what to do', () => {
    expect(breaches('src/judge/a.ts', "\nimport { call } from '../world/call.ts'")).toEqual([
      'src/judge/a.ts:2  judge imports world ("../world/call.ts"). judge may import kernel, ' +
        'record, faults, declare: move what is needed down a layer, or hand it in as data.',
    ])
  })

  it.each([
    "import '../engine/run.ts'",
    "import type { Run } from '../engine/run.ts'",
    "export { run } from '../engine/run.ts'",
    "export * from '../engine/run.ts'",
    "const run = await import('../engine/run.ts')",
    "type Run = import('../engine/run.ts').Run",
    "const run = require('../engine/run.ts')",
    "import { simulate } from '../index.ts'",
    "import { toStayAvailable } from '../../matchers/index.ts'",
    "import fc from 'fast-check'",
    "import { readFileSync } from 'node:fs'",
  ])('is found however it is written: %s', text => {
    expect(breaches('src/kernel/a.ts', text)).toHaveLength(1)
  })

  it('may bring types, where the table says types', () => {
    const from = '../declare/system.ts'
    expect(breaches('src/world/a.ts', `import type { System } from '${from}'`)).toEqual([])
    expect(breaches('src/world/a.ts', `import { type System } from '${from}'`)).toEqual([])
    expect(breaches('src/world/a.ts', `export type * from '${from}'`)).toEqual([])
    expect(breaches('src/world/a.ts', `import { system } from '${from}'`)).toHaveLength(1)
    expect(breaches('src/world/a.ts', `import { type System, x } from '${from}'`)).toHaveLength(1)
  })

  it('may reach into a package that the layer may use', () => {
    expect(breaches('src/kernel/a.ts', "import alea from 'seedrandom/lib/alea.js'")).toEqual([])
    expect(breaches('matchers/jest.ts', "import { expect } from '@jest/globals'")).toEqual([])
    expect(breaches('matchers/jest.ts', "import { it } from '@jest/core'")).toHaveLength(1)
  })

  it('is refused in a folder that has no row', () => {
    expect(breaches('src/attic/a.ts', "import { Ms } from '../kernel/units.ts'")).toHaveLength(1)
  })
})

describe('a circle of imports', () => {
  it('is told once, all around', () => {
    const ring = [
      source('src/world/a.ts', "import { b } from './b.ts'"),
      source('src/world/b.ts', "import { c } from './deep/c.ts'"),
      source('src/world/deep/c.ts', "import { a } from '../a.ts'"),
    ]
    expect(cycles(ring)).toEqual([
      'src/world/a.ts  imports in a circle: src/world/a.ts → src/world/b.ts → ' +
        'src/world/deep/c.ts → src/world/a.ts. ' +
        'Move what both sides need into a file of its own, below both.',
    ])
  })

  it('of types alone is none: machines that hand work to each other know each other', () => {
    const ring = [
      source('src/world/a.ts', "import { b } from './b.ts'"),
      source('src/world/b.ts', "import type { A } from './a.ts'"),
    ]
    expect(cycles(ring)).toEqual([])
  })

  it('is not seen where two files share a third', () => {
    const diamond = [
      source('src/world/a.ts', "import './b.ts'\nimport './c.ts'"),
      source('src/world/b.ts', "import './d.ts'"),
      source('src/world/c.ts', "import './d.ts'"),
      source('src/world/d.ts', ''),
    ]
    expect(cycles(diamond)).toEqual([])
  })
})
