# Not run yet: no container engine was at hand when this was written.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 TZ=Asia/Shanghai
WORKDIR /srv/miaopu

COPY requirements.txt .
RUN pip install --disable-pip-version-check --requirement requirements.txt

COPY . .
# Catalogues are compiled here, because the code is read-only to who serves it.
RUN useradd --system --home-dir /srv/miaopu miaopu \
    && mkdir instance \
    && chown miaopu instance \
    && python -c "from pathlib import Path; from app.translating import compile_catalogues; compile_catalogues(Path('app/translations'))"

USER miaopu
VOLUME /srv/miaopu/instance
# Inside the container; what is open to the network is decided where it is published.
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as u; u.urlopen('http://127.0.0.1:%s/healthz' % os.environ['PORT'], timeout=4)"]
CMD ["sh", "-c", "flask db upgrade && flask accounts bootstrap && exec flask serve"]
