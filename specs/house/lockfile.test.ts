/** The lockfile installs the same on any platform, from whatever host. */
import { describe, expect, it } from 'vitest'
import { missingFrom } from '../../scripts/lockfile.ts'
import { leftOut, tiedToHosts } from './rules/lockfile.ts'
import { textOf } from './support/files.ts'

const path = 'package-lock.json'

describe('the lockfile', () => {
  it('ties no package to a host', () => {
    expect(tiedToHosts(path, textOf(path))).toEqual([])
  })

  it('leaves out no package of another platform', () => {
    expect(leftOut(path, textOf(path))).toEqual([])
  })
})

describe('a package that is tied to a host', () => {
  it('is told by its line', () => {
    const text = '{\n  "version": "1.0.0",\n  "resolved": "https://host.example/a.tgz"\n}'
    expect(tiedToHosts(path, text)).toEqual([
      'package-lock.json:3  ties a package to a host. ' +
        'Write it again with `npm install --omit-lockfile-registry-resolved`.',
    ])
  })

  it('is not one with a hash, a home page or a folder of our own', () => {
    const text = '"integrity": "sha512-x"\n"url": "https://host.example"\n"resolved": "packages/a"'
    expect(tiedToHosts(path, text)).toEqual([])
  })
})

describe('a package of another platform', () => {
  const fast = { version: '1.0.0', optionalDependencies: { '@fast/linux-arm64-musl': '1.0.0' } }
  const musl = { version: '1.0.0', cpu: ['arm64'], libc: ['musl'], optional: true, os: ['linux'] }

  it('is told when it is named and left out', () => {
    const text = JSON.stringify({ packages: { 'node_modules/fast': fast } })
    expect(leftOut(path, text)).toEqual([
      'package-lock.json  leaves out node_modules/@fast/linux-arm64-musl. ' +
        'Run `npm run lock:complete`.',
    ])
  })

  it('gets an entry that is passed over elsewhere', () => {
    const packages = { 'node_modules/fast': fast }
    expect(missingFrom({ packages })).toEqual({ 'node_modules/@fast/linux-arm64-musl': musl })
  })

  it('gets one beside its own parent when the place on top is taken', () => {
    const packages = {
      'node_modules/@fast/linux-arm64-musl': { version: '2.0.0' },
      'node_modules/fast': fast,
    }
    const beside = 'node_modules/fast/node_modules/@fast/linux-arm64-musl'
    expect(missingFrom({ packages })).toEqual({ [beside]: musl })
  })

  it('is left alone when it is there', () => {
    const packages = { 'node_modules/@fast/linux-arm64-musl': musl, 'node_modules/fast': fast }
    expect(missingFrom({ packages })).toEqual({})
  })
})
