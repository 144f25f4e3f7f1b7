"""What every page shares: the frame, its words, the way out, help, and the page that shows the parts pages are made of."""
