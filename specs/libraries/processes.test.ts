/** The same bytes in two fresh processes, whichever way each drains the queues of Node.js. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
/** Where packages are found from; nobody else looks there. */
const folder = from('../../node_modules/.cache/gameday-processes/')

type Printed = { readonly digests: Record<string, string>; readonly canDrainInPlace: boolean }

/** What a process of its own prints, as plain JavaScript: loaders of TypeScript begin real work. */
async function printed(drain: string): Promise<Printed> {
  const { stdout } = await promisify(execFile)(process.execPath, [`${folder}traces.mjs`, drain])
  return JSON.parse(stdout) as Printed
}

describe('the systems of all libraries', () => {
  it('tell the same in two processes, one that drains in place and one that does not', async () => {
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    mkdirSync(folder, { recursive: true })
    await build({
      entryPoints: [from('support/print-traces.ts')],
      outfile: `${folder}traces.mjs`,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
    })
    const [inPlace, between] = await Promise.all([printed('sync'), printed('immediate')])

    expect(inPlace.canDrainInPlace).toBe(true)
    expect(between.canDrainInPlace).toBe(false)
    expect(between.digests).toEqual(inPlace.digests)
    expect(Object.keys(inPlace.digests)).toHaveLength(readdirSync(from('systems')).length)
  })
})
