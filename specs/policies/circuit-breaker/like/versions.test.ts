/** The dialects of breakers follow the versions they name: those that they are run beside. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../../', import.meta.url)

const installed = (name: string): string => {
  const file = readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}

describe.each(['opossum', 'cockatiel'])('like.%s', name => {
  const [major = ''] = installed(name).split('.')

  const source = `src/policies/circuit-breaker/like/${name}.ts`
  it.each([source, 'docs/reference/policies.md'])('says so in %s', file => {
    const text = readFileSync(new URL(file, root), 'utf8')
    expect(text).toContain(`${name} ${major}`)
  })
})
