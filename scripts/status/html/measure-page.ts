/** What of a page can be told in numbers. */
export interface PageMeasures {
  readonly scrollWidth: number;
  readonly main: Box;
  readonly cards: readonly Box[];
  /** Elements that stand out of the window, unless a box that scrolls holds them. */
  readonly outside: readonly string[];
  readonly headings: readonly string[];
  /** All that it says. */
  readonly text: string;
  /** How many pieces of text were looked at, and those of too little contrast. */
  readonly texts: number;
  readonly faint: readonly string[];
  /** Elements that the page has no use for. */
  readonly foreign: readonly string[];
}

/** Pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/**
 * Measures the page that it runs in. It is sent to a browser as text, and so holds all that it needs; what it works with is
 * declared here, because the rest of these scripts runs in Node.js and must not see it.
 */
export function measurePage(): PageMeasures {
  const { document, innerWidth, getComputedStyle } = globalThis as unknown as Browser;
  const all = [...document.querySelectorAll('body *')];
  const boxOf = (element: Element): Box => {
    const { left, top, width } = element.getBoundingClientRect();
    return { left, top, width };
  };
  const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = numbers(color).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(element).backgroundColor;
    return numbers(color)[3] === 0 ? groundOf(element.parentElement) : color;
  };
  const contrast = (element: Element) => {
    const lights = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
  const texts = all.filter((element) => hasText(element) && !element.closest('svg'));
  return {
    scrollWidth: document.documentElement.scrollWidth,
    main: boxOf(document.querySelectorAll('main')[0]!),
    cards: [...document.querySelectorAll('.card')].map(boxOf),
    outside: all
      .filter(
        (element) =>
          !element.closest('.scroll *') && element.getBoundingClientRect().right > innerWidth + 0.5,
      )
      .map((element) => element.outerHTML.slice(0, 80)),
    headings: [...document.querySelectorAll('h1, h2, h3:not(.minor)')].map(({ tagName }) => tagName),
    text: document.body.textContent ?? '',
    texts: texts.length,
    faint: texts
      .filter((element) => contrast(element) < 4.5)
      .map((element) => element.outerHTML.slice(0, 80)),
    foreign: [...document.querySelectorAll('script, img, link, iframe, object, [onerror], [onload]')].map(
      ({ tagName }) => tagName,
    ),
  };
}

/** As much of a browser's DOM as is used. */
interface Browser {
  readonly document: {
    readonly body: Element & { readonly textContent: string | null };
    readonly documentElement: Element;
    querySelectorAll(selector: string): Iterable<Element> & readonly Element[];
  };
  readonly innerWidth: number;
  getComputedStyle(
    this: void,
    element: Element,
  ): { readonly color: string; readonly backgroundColor: string };
}

interface Element {
  readonly tagName: string;
  readonly outerHTML: string;
  readonly scrollWidth: number;
  readonly parentElement: Element | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  closest(selector: string): Element | null;
  getBoundingClientRect(): Box & { readonly right: number };
}
