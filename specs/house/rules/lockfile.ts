/** What the lockfile says: what to install on any platform, and no host to fetch it from. */
import { type Lockfile, missingFrom } from '../../../scripts/lockfile.ts'
import { type Finding, finding } from '../support/findings.ts'

/** Every package that the lockfile ties to a host, so that `npm ci` works behind any mirror. */
export function tiedToHosts(path: string, text: string): Finding[] {
  return text.split('\n').flatMap((line, i) => {
    if (!/^\s*"resolved":\s*"[a-z+]+:/.test(line)) return []
    const fix = 'Write it again with `npm install --omit-lockfile-registry-resolved`'
    return [finding({ path, line: i + 1 }, 'ties a package to a host', fix)]
  })
}

/** Every package of another platform that is named and left out, for which `npm ci` stops. */
export function leftOut(path: string, text: string): Finding[] {
  const lockfile: Lockfile = JSON.parse(text)
  return Object.keys(missingFrom(lockfile)).map(missing =>
    finding({ path }, `leaves out ${missing}`, 'Run `npm run lock:complete`'),
  )
}
