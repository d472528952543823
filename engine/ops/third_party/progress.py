# tqdm, without the bar


def tqdm(iterable=None, *args, **kw):
    return iterable


def trange(*args, **kw):
    return range(*args)
