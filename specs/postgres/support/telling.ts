/** Tells a script to two sessions, statement by statement, and writes down what each answers. */
import type pg from 'pg'

/** A place where two sessions are. */
export type Place = {
  readonly sessions: { readonly a: pg.Client; readonly b: pg.Client }
  /** Waits until a statement is answered, or is known to wait for a lock. */
  settled(client: pg.Client, answered: () => boolean): Promise<void>
  /** Lets as much time pass as a deadlock is looked for after, and more. */
  pause(): Promise<void>
}

type Pending = { readonly who: string; readonly answer: () => string | undefined }

/** The answers, a line each; `waits` where a statement has to. */
export async function tell(script: string, place: Place): Promise<string[]> {
  const lines: string[] = []
  let pending: Pending[] = []
  const collect = async (): Promise<void> => {
    for (const { who, answer } of pending) {
      if (answer() !== undefined) lines.push(`${who} goes on: ${answer()}`)
    }
    pending = pending.filter(({ answer }) => answer() === undefined)
  }
  for (const line of script
    .trim()
    .split('\n')
    .map(text => text.trim())) {
    if (line === 'pause') {
      await place.pause()
      await collect()
      continue
    }
    const { who, sql, values } = parse(line)
    // Who waits says nothing.
    if (pending.some(other => other.who === who)) continue
    const client = place.sessions[who]
    let answer: string | undefined
    const asked = values === undefined ? client.query(sql) : client.query(sql, values)
    void asked.then(
      result => (answer = shown(result)),
      (error: { code?: string; message: string }) => (answer = `error ${error.code}`),
    )
    await place.settled(client, () => answer !== undefined)
    lines.push(`${line} → ${answer ?? 'waits'}`)
    if (answer === undefined) pending.push({ who, answer: () => answer })
    for (const other of pending)
      await place.settled(place.sessions[other.who as 'a'], () => other.answer() !== undefined)
    await collect()
  }
  return lines
}

function parse(line: string): { who: 'a' | 'b'; sql: string; values: unknown[] | undefined } {
  const [, who, sql, values] = /^([ab]): ?(.*?)(?: <- (.*))?$/.exec(line) ?? []
  return { who: who as 'a', sql, values: values === undefined ? undefined : JSON.parse(values) }
}

function shown(result: pg.QueryResult | readonly pg.QueryResult[]): string {
  return [result]
    .flat()
    .map(({ command, rowCount, rows }: pg.QueryResult) => {
      return `${command} ${rowCount} ${JSON.stringify(rows)}`
    })
    .join(' | ')
}
