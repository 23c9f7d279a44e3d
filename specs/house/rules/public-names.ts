/** The committed list of every public name, so that adding or losing one is a decision. */
import type { PublicName } from '../support/doors.ts'

/** The list as it is committed: a section for each door, a name a line, types marked as such. */
export function listed(names: readonly PublicName[]): string {
  const sections = [...new Set(names.map(name => name.door))].map(door => {
    const lines = names.filter(name => name.door === door).map(asLine)
    return [`# ${door}`, ...lines].join('\n')
  })
  return `${sections.join('\n\n')}\n`
}

const asLine = ({ name, typeOnly }: PublicName): string => (typeOnly ? `${name} (type)` : name)

/** How the names differ from the committed list, a line each; nothing when they agree. */
export function changes(committed: string, actual: string): string[] {
  const [before, now] = [withDoors(committed), withDoors(actual)]
  return [
    ...now.filter(line => !before.includes(line)).map(line => `+ ${line}`),
    ...before.filter(line => !now.includes(line)).map(line => `- ${line}`),
  ]
}

/** Each name of a list behind its door's. */
function withDoors(list: string): string[] {
  let door = ''
  return list.split('\n').flatMap(line => {
    if (line.startsWith('# ')) door = line.slice(2)
    return line === '' || line.startsWith('# ') ? [] : [`${door}: ${line}`]
  })
}
