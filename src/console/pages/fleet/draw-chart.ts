// Draws lines with uPlot, in the colours of the page. Loaded after the page, and only where there is a chart.
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from './samples.ts';

export type Format = (value: number) => string;

const HEIGHT = 150;
/** In the order of the legend's dots, fleet.css. */
const COLOURS = ['--accent', '--ok', '--warn', '--bad', '--info', '--idle'];
const SECONDS_MIN = 30;
const LINE_WIDTH = 1.75;
const FONT = '11px system-ui, sans-serif';

/** A canvas knows no variables, and light-dark() is resolved only where it is used: ask an element that uses it. */
function colourOf(host: HTMLElement, name: string): string {
  host.style.setProperty('color', `var(${name})`);
  const { color } = getComputedStyle(host);
  host.style.removeProperty('color');
  return color;
}

function optionsOf(host: HTMLElement, names: readonly string[], format: Format): UPlot.Options {
  const grid = { stroke: colourOf(host, '--line'), width: 1 };
  const axis = { stroke: colourOf(host, '--muted'), grid, ticks: grid, font: FONT };
  return {
    width: host.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    series: [
      {},
      ...names.map((label, index) => ({
        label,
        stroke: colourOf(host, COLOURS[index % COLOURS.length] ?? '--accent'),
        width: LINE_WIDTH,
        points: { show: false },
        spanGaps: true,
      })),
    ],
    scales: {
      // The first looks do not stretch over the whole width.
      x: { range: (_plot, first, last) => [Math.min(first, last - SECONDS_MIN), last] },
      y: { range: (_plot, _least, most) => [0, Math.max(most * 1.1, 1)] },
    },
    axes: [
      { ...axis, space: 80, size: 26 },
      { ...axis, space: 36, size: 64, values: (_plot, ticks) => ticks.map(format) },
    ],
  };
}

export class DrawnChart {
  private readonly host: HTMLElement;
  private readonly names: readonly string[];
  private readonly format: Format;
  private plot: UPlot;
  private readonly watchers: { disconnect: () => void }[] = [];
  private data: UPlot.AlignedData = [[]];

  constructor(host: HTMLElement, names: readonly string[], format: Format) {
    this.host = host;
    this.names = names;
    this.format = format;
    this.plot = this.drawn();
    const resize = new ResizeObserver(() => this.plot.setSize({ width: host.clientWidth, height: HEIGHT }));
    resize.observe(host);
    const recolour = new MutationObserver(() => this.redraw());
    recolour.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = (): void => this.redraw();
    scheme.addEventListener('change', redraw);
    this.watchers.push(resize, recolour, { disconnect: () => scheme.removeEventListener('change', redraw) });
  }

  show(times: readonly number[], series: readonly Series[]): void {
    this.data = [[...times], ...series.map(({ values }) => [...values])];
    this.plot.setData(this.data);
  }

  destroy(): void {
    for (const watcher of this.watchers) watcher.disconnect();
    this.plot.destroy();
  }

  private redraw(): void {
    this.plot.destroy();
    this.plot = this.drawn();
  }

  private drawn(): UPlot {
    return new UPlot(optionsOf(this.host, this.names, this.format), this.data, this.host);
  }
}
