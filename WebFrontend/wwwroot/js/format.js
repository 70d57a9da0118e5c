// Numbers and times as people write them.

const BYTES = ['B', 'kB', 'MB', 'GB'];
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function price(amount, currency) {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount} ${currency}`; // three letters that are no currency
  }
}

export function bytes(count) {
  let unit = 0;
  while (count >= 1000 && unit < BYTES.length - 1) {
    count /= 1000;
    unit++;
  }

  return `${count.toLocaleString(undefined, { maximumFractionDigits: count < 10 && unit > 0 ? 1 : 0 })} ${BYTES[unit]}`;
}

/** How much smaller the one is than the other, such as 94%; null where it is not. */
export const saving = (original, compressed) => compressed < original ? percent.format(1 - compressed / original) : null;

export const dateTime = text => time.format(new Date(text));

export const count = (number, one, many) => `${number.toLocaleString()} ${number === 1 ? one : many}`;
