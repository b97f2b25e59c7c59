/** A browser and system in words people recognise, from the User-Agent header: 'Firefox on Android'. Null when it says nothing known. */
export function deviceOf (agent: string | undefined): string | null {
  const browser = first(agent, [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox/', 'Firefox'], ['FxiOS', 'Firefox'], ['CriOS', 'Chrome'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']])
  const system = first(agent, [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['CrOS', 'Chromebook'], ['Windows', 'Windows'], ['Mac OS', 'Mac'], ['Linux', 'Linux']])
  return browser && system ? `${browser} on ${system}` : browser ?? system
}

const first = (text = '', names: [string, string][]): string | null => names.find(([mark]) => text.includes(mark))?.[1] ?? null
