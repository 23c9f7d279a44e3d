/** specs/ mirrors src/. */
import { describe, expect, it } from 'vitest'
import { strays } from './rules/mirror.ts'
import { pathsIn } from './support/files.ts'

describe('specs', () => {
  it('mirror the sources', () => {
    expect(strays(pathsIn('specs'), [...pathsIn('src'), ...pathsIn('matchers')])).toEqual([])
  })

  it('have a place for layers, matchers and the whole', () => {
    const specs = [
      'specs/world/calls/breakers.test.ts',
      'specs/kernel/agenda.test.ts',
      'specs/matchers/messages.test.ts',
      'specs/laws/little.test.ts',
      'specs/types/system.test-d.ts',
      'specs/support/fixture.ts',
    ]
    const sources = ['src/kernel/agenda.ts', 'src/world/calls/call.ts', 'matchers/index.ts']
    expect(strays(specs, sources)).toEqual([])
  })

  it('that mirror nothing are sent home', () => {
    const specs = [
      'specs/kernal/agenda.test.ts',
      'specs/kernel/deep/agenda.test.ts',
      'specs/agenda.test.ts',
    ]
    const told =
      'stands in a folder that mirrors no folder of src/. ' +
      'Move it to specs/<folder>/, as in src/<folder>/, or to laws, stories, house, ' +
      'types, quality, fuzz, libraries.'
    expect(strays(specs, ['src/kernel/agenda.ts'])).toEqual(specs.map(path => `${path}  ${told}`))
  })
})
