/**
 * Counts that add up (teams to areas to the authority, rows to totals) are a flow: each cell is an arc, each sum a node. Cells that are
 * hidden can have other values if, and only if, there is a circle of hidden cells along which something can be moved without any published
 * sum changing. So a cell is safe when it lies on such a circle, and is made safe by hiding the cheapest one.
 */
export interface Arc {
  from: number, to: number
  /** The true count, and the most it could be (the total it stands beside; none for parts of a total). */
  value: number, most: number
  hidden: boolean
  /** What it costs to hide it. */
  cost: number
}
export interface Network { arcs: Arc[], at: Arc[][] }

export function makeNetwork (arcs: Arc[], nodes: number): Network {
  const at: Arc[][] = Array.from({ length: nodes }, () => [])
  for (const arc of arcs) { at[arc.from]!.push(arc); at[arc.to]!.push(arc) }
  return { arcs, at }
}

/** Make it possible that this cell is `by` more (or less): hide the cells of the cheapest circle. @returns whether there is one */
export function makeRoom (network: Network, arc: Arc, { by, up, least = 0 }: { by: number, up: boolean, least?: number }): boolean {
  if (up ? arc.most - arc.value < by : arc.value - least < by) return false
  const circle = cheapestPath(network, arc, { by, least, start: up ? arc.to : arc.from, end: up ? arc.from : arc.to })
  for (const cell of circle ?? []) cell.hidden = true
  return circle !== null
}

/** As much room as there is, up to `by`. */
export function makeRoomUpTo (network: Network, arc: Arc, by: number, up: boolean): boolean {
  for (let step = by; step >= 1; step--) if (makeRoom(network, arc, { by: step, up })) return true
  return false
}

interface Search { by: number, least: number, start: number, end: number }

/** Dijkstra. Along an arc a count rises, against it a count falls, and must have what it gives. */
function cheapestPath ({ at }: Network, without: Arc, { by, least, start, end }: Search): Arc[] | null {
  const far = new Float64Array(at.length).fill(Infinity)
  const came: (Arc | undefined)[] = new Array(at.length)
  const done = new Uint8Array(at.length)
  far[start] = 0
  for (;;) {
    const node = nearest(far, done)
    if (node === -1) return null
    if (node === end) return backFrom(came, start, end)
    done[node] = 1
    for (const arc of at[node]!) {
      const along = arc.from === node
      if (arc === without || (along ? arc.most - arc.value < by : arc.value - least < by)) continue
      const next = along ? arc.to : arc.from
      // Hidden ones are free but for a hair, so that circles stay short.
      const distance = far[node]! + (arc.hidden ? 1e-6 : arc.cost)
      if (distance >= far[next]!) continue
      far[next] = distance
      came[next] = arc
    }
  }
}

function nearest (far: Float64Array, done: Uint8Array): number {
  let best = -1
  for (let node = 0; node < far.length; node++) {
    if (!done[node] && far[node]! < Infinity && (best === -1 || far[node]! < far[best]!)) best = node
  }
  return best
}

function backFrom (came: (Arc | undefined)[], start: number, end: number): Arc[] {
  const arcs: Arc[] = []
  for (let node = end; node !== start;) {
    const arc = came[node]!
    arcs.push(arc)
    node = arc.from === node ? arc.to : arc.from
  }
  return arcs
}
