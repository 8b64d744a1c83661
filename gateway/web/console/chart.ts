import { CHANNELS } from "./contacts";

/** Contacts by channel and day, as `GET /v1/statistics/channels` tells them. */
export interface ChannelStatistics {
  readonly total: number;
  readonly days: readonly string[];
  readonly series: readonly { readonly channel: string; readonly counts: readonly number[] }[];
}

/** One channel with its total and its place in the stack: `from` and `to` are counts, one pair a day. */
export interface Band {
  readonly channel: string;
  readonly total: number;
  readonly colour: number;
  readonly parts: readonly { readonly day: string; readonly from: number; readonly to: number }[];
}

/** Where the plot lies inside the picture, in px. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Column {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

// A channel keeps its colour whatever the filter; one that we do not know has the last.
const COLOURED: readonly string[] = CHANNELS;

/** Stack the channels, the first at the bottom; channels without a contact are left out. */
export function stack(statistics: ChannelStatistics): Band[] {
  const base = statistics.days.map(() => 0);
  const known = [...statistics.series].sort((a, b) => rank(a.channel) - rank(b.channel));
  return known
    .map(({ channel, counts }) => ({ channel, counts, total: sum(counts) }))
    .filter(({ total }) => total > 0)
    .map(({ channel, counts, total }) => {
      const parts = statistics.days.map((day, at) => {
        const from = base[at] ?? 0;
        const to = from + (counts[at] ?? 0);
        base[at] = to;
        return { day, from, to };
      });
      return { channel, total, colour: colourOf(channel), parts };
    });
}

/** Find the channel with most contacts; null when there are none or when several share the first place. */
export function busiest(statistics: ChannelStatistics): { channel: string; count: number } | null {
  const totals = statistics.series
    .map(({ channel, counts }) => ({ channel, count: sum(counts) }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = totals;
  if (!first || first.count === 0 || first.count === second?.count) return null;
  return first;
}

/** Choose round whole numbers for the axis, from 0 to at least `highest`. */
export function ticks(highest: number, wanted = 4): number[] {
  const rough = Math.max(1, highest) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  const step = Math.max(1, factor * power);
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Find the height of the tallest day. */
export function highestDay(bands: readonly Band[]): number {
  return Math.max(0, ...(bands.at(-1)?.parts.map((part) => part.to) ?? []));
}

/** Lay a band's columns out, one a day; a day without contacts gives a column of height 0. */
export function columns(band: Band, plot: Plot, top: number): Column[] {
  const slot = plot.width / band.parts.length;
  const width = Math.min(64, Math.max(1, slot * 0.72));
  const y = (count: number) => plot.top + plot.height * (1 - count / top);
  return band.parts.map(({ from, to }, index) => ({
    x: plot.left + slot * (index + 0.5) - width / 2,
    y: y(to),
    width,
    height: y(from) - y(to),
  }));
}

/** Choose the days that get words under the axis: evenly spread, the last one always. */
export function labelledDays(days: readonly string[], room: number): number[] {
  const step = Math.max(1, Math.ceil(days.length / Math.max(1, room)));
  const last = days.length - 1;
  return days.map((_, index) => index).filter((index) => (last - index) % step === 0);
}

/** Spread label heights so that neighbours stay `gap` apart, moving each as little as a single sweep can. */
export function spread(wanted: readonly number[], gap: number, lowest: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => b.y - a.y);
  const placed = new Array<number>(wanted.length).fill(0);
  let limit = lowest;
  for (const { y, index } of order) {
    placed[index] = Math.min(y, limit);
    limit = (placed[index] ?? 0) - gap;
  }
  return placed;
}

function rank(channel: string): number {
  const at = COLOURED.indexOf(channel);
  return at < 0 ? COLOURED.length : at;
}

function colourOf(channel: string): number {
  const at = COLOURED.indexOf(channel);
  return at < 0 ? COLOURED.length : at + 1;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}
